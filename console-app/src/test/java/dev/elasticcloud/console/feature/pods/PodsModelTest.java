package dev.elasticcloud.console.feature.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.PodFiles;
import dev.elasticcloud.manager.Simulation;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

class PodsModelTest {

    private static final PodName LIGHT = PodName.of("light");

    @TempDir Path data;

    private final ExecutorService ui = Executors.newSingleThreadExecutor();
    private HostedCloud cloud;
    private CloudConnection connection;
    private PodsModel model;

    @BeforeEach
    void open() throws Exception {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        cloud =
                Managers.simulated(
                        new ManagerConfig("pods", home, data, 0),
                        new Simulation(Simulation.Pace.INSTANT, false));
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 2))), Duration.ofSeconds(30));
        connection = new CloudConnection(cloud, this::onUiWhileOpen);
        model = onUi(() -> new PodsModel(connection));
        act(() -> model.select(LIGHT));
    }

    @AfterEach
    void close() {
        connection.close();
        cloud.close();
        ui.shutdownNow();
    }

    /// The end of the time to undo may come after the test.
    private void onUiWhileOpen(Runnable task) {
        if (!ui.isShutdown()) {
            ui.execute(task);
        }
    }

    private <T> T onUi(Callable<T> task) throws Exception {
        return ui.submit(task).get(20, TimeUnit.SECONDS);
    }

    private void act(Runnable task) throws Exception {
        onUi(
                () -> {
                    task.run();
                    return true;
                });
    }

    private void await(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> onUi(condition));
    }

    private PodStatus light() {
        return cloud.snapshot().pod(LIGHT).orElseThrow();
    }

    @Test
    void aChangeIsPreviewedAppliedAndTakenBack() throws Exception {
        AtomicBoolean changed = new AtomicBoolean();
        PodEditModel edit = onUi(() -> model.editing(light(), () -> changed.set(true)));
        act(() -> edit.set("limits.cpus", "0.4"));
        assertThat(onUi(() -> edit.differenceProperty().get()))
                .containsExactly(
                        new LineDifference(false, "  cpus: 0.3"),
                        new LineDifference(true, "  cpus: 0.4"));
        await(() -> edit.planProperty().get().stream().anyMatch(s -> s.contains("set limits")));
        PodSpec before = light().spec();

        act(edit::apply);
        await(changed::get);
        await(() -> light().spec().limits().cpus() == 0.4);
        assertThat(light().spec().withLimits(before.limits())).isEqualTo(before);
        assertThat(onUi(() -> model.undoProperty().get())).isPresent();

        act(model::undo);
        await(() -> light().spec().equals(before));
        assertThat(onUi(() -> model.undoProperty().get())).isEmpty();
    }

    @Test
    void theChanceToTakeAChangeBackPasses() throws Exception {
        PodEditModel edit = onUi(() -> model.editing(light(), () -> {}));
        act(() -> edit.set("slots", "5"));
        act(edit::apply);
        await(() -> model.undoProperty().get().isPresent());
        await(() -> model.undoProperty().get().isEmpty());
        assertThat(light().spec().slots()).isEqualTo(5);
    }

    @Test
    void aValueOutOfItsRangeIsNotApplied() throws Exception {
        PodEditModel edit = onUi(() -> model.editing(light(), () -> {}));
        act(() -> edit.set("slots", "0"));
        assertThat(onUi(() -> edit.draftProperty().get().about("slots").orElseThrow().message()))
                .contains("from 1 to 1000");
        act(edit::apply);
        act(() -> edit.set("slots", "4"));
        act(() -> edit.set("name", "other"));
        assertThat(onUi(() -> edit.draftProperty().get().pod())).isEmpty();
        assertThat(light().spec().slots()).isEqualTo(4);
    }

    @Test
    void aFolderIsCheckedAndAdded() throws Exception {
        Path folder = Files.createDirectory(data.resolve("mine"));
        Files.writeString(
                folder.resolve("pod.yaml"),
                "name: mine\nlimits: { cpus: 0, memory: 64MB }\njob: { path: /run }\n");
        Files.writeString(folder.resolve("Dockerfile"), "FROM debian:trixie-slim\n");
        AtomicBoolean added = new AtomicBoolean();
        AddPodModel adding = onUi(() -> model.adding(() -> added.set(true)));
        act(() -> adding.choose(folder));
        await(() -> adding.folderDraftProperty().get().findings().size() == 1);
        assertThat(onUi(() -> adding.folderDraftProperty().get().findings().getFirst().line()))
                .isEqualTo(2);

        Files.writeString(
                folder.resolve("pod.yaml"),
                "name: mine\nlimits: { cpus: 0.1, memory: 64MB }\njob: { path: /run }\n");
        act(() -> adding.choose(folder));
        await(() -> adding.folderDraftProperty().get().pod().isPresent());
        act(adding::addFolder);
        await(added::get);
        await(
                () ->
                        model.selectedProperty()
                                .get()
                                .map(pod -> pod.name().value().equals("mine"))
                                .orElse(false));
    }

    @Test
    void aPodOfAnImageTakesANameThatIsFree() throws Exception {
        AddPodModel adding = onUi(() -> model.adding(() -> {}));
        act(() -> adding.describe("light", "example/x:1"));
        assertThat(onUi(() -> adding.problemProperty().get())).contains("already");
        act(() -> adding.describe("new", "no image!"));
        assertThat(onUi(() -> adding.problemProperty().get())).contains("not an image");
        act(() -> adding.describe("new", "example/x:1"));
        act(adding::addImage);
        await(() -> cloud.snapshot().pod(PodName.of("new")).isPresent());
    }

    @Test
    void aRemovedPodIsShutDownAndForgotten() throws Exception {
        act(() -> model.remove(light()));
        await(() -> cloud.snapshot().pod(LIGHT).isEmpty());
        await(() -> model.messageProperty().get().equals("Removed light."));
    }

    @Test
    void anExportedPodReadsAsThePodThatItIs() throws Exception {
        cloud.submit(new Command.SetSlots(LIGHT, 7));
        await(() -> light().spec().slots() == 7);
        Path file = data.resolve("pod.yaml");
        act(() -> model.export(light(), file));
        await(() -> model.messageProperty().get().startsWith("Wrote"));
        PodSpec read = PodFiles.check(Files.readString(file), light().spec()).pod().orElseThrow();
        assertThat(read.withTarget(light().spec().target())).isEqualTo(light().spec());
    }
}

package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An owner's way over the pods screen, with pictures of it in `target/pictures`.
class PodsScreenTest {

    private static final Path PICTURES = Path.of("target", "pictures");

    @TempDir Path data;

    @Test
    void anOwnerStartsChangesAndRemovesAPod() throws Exception {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        try (HostedCloud cloud = Managers.simulated(new ManagerConfig("pods", home, data, 0))) {
            ConsoleWindow window = OnFx.get(() -> new ConsoleWindow(cloud, 1280, 800));
            Stage stage = OnFx.open(window);
            try {
                visit(cloud, window, stage);
            } finally {
                OnFx.run(stage::close);
                OnFx.run(window::close);
            }
        }
    }

    private void visit(HostedCloud cloud, ConsoleWindow window, Stage stage) throws Exception {
        PodName light = PodName.of("light");
        show(stage, "Pods");
        shoot(window, "pods-declared");
        OnFx.run(() -> find(stage, "#pod-start", Button.class).fire());
        OnFx.await(() -> cloud.snapshot().pod(light).orElseThrow().online() == 1);
        shoot(window, "pods-started");
        OnFx.run(() -> find(stage, "#pod-edit", Button.class).fire());
        OnFx.await(() -> stage.getScene().lookup("#setting-limits-cpus") != null);
        OnFx.run(() -> find(stage, "#setting-limits-cpus", TextField.class).setText("900"));
        assertThat(find(stage, "#pod-apply", Button.class).isDisabled()).isTrue();
        shoot(window, "pods-edit-wrong");
        OnFx.run(() -> find(stage, "#setting-limits-cpus", TextField.class).setText("0.45"));
        OnFx.await(() -> !find(stage, "#pod-apply", Button.class).isDisabled());
        shoot(window, "pods-edit");
        OnFx.run(() -> find(stage, "#edit-yaml", ToggleButton.class).fire());
        shoot(window, "pods-edit-yaml");
        OnFx.run(() -> find(stage, "#pod-apply", Button.class).fire());
        OnFx.await(() -> cloud.snapshot().pod(light).orElseThrow().spec().limits().cpus() == 0.45);
        OnFx.await(() -> find(stage, "#pods-undo", Button.class).isVisible());
        OnFx.run(() -> find(stage, "#pods-undo", Button.class).fire());
        OnFx.await(() -> cloud.snapshot().pod(light).orElseThrow().spec().limits().cpus() == 0.3);
        OnFx.run(() -> find(stage, "#open-add-pod", Button.class).fire());
        OnFx.await(() -> stage.getScene().lookup("#add-pod") != null);
        shoot(window, "pods-add");
        OnFx.run(() -> find(stage, "#pod-remove", Button.class).fire());
        OnFx.await(() -> stage.getScene().lookup("#confirm") != null);
        assertThat(find(stage, "#confirm", Button.class).isDisabled()).isTrue();
        OnFx.run(() -> find(stage, "#confirm-name", TextField.class).setText("light"));
        shoot(window, "pods-remove");
        OnFx.run(() -> find(stage, "#confirm", Button.class).fire());
        OnFx.await(() -> cloud.snapshot().pod(light).isEmpty());
    }

    private static void shoot(ConsoleWindow window, String name) throws Exception {
        for (Theme theme : Theme.values()) {
            for (int[] size : new int[][] {{1920, 1080}, {1280, 800}, {1024, 700}}) {
                Path png = PICTURES.resolve("%s-%s-%d.png".formatted(name, theme, size[0]));
                OnFx.get(
                        () -> {
                            window.show(theme);
                            WindowCamera.shoot(window.scene(), size[0], size[1], png);
                            return true;
                        });
                assertThat(Files.size(png)).isPositive();
            }
        }
        OnFx.run(() -> window.show(Theme.DARK));
    }

    private static void show(Stage stage, String screen) throws Exception {
        OnFx.run(
                () ->
                        stage.getScene().getRoot().lookupAll(".entry").stream()
                                .filter(ToggleButton.class::isInstance)
                                .map(ToggleButton.class::cast)
                                .filter(item -> item.getText().equals(screen))
                                .findFirst()
                                .orElseThrow()
                                .fire());
    }

    private static <T extends Node> T find(Stage stage, String id, Class<T> type) {
        Node found = stage.getScene().lookup(id);
        assertThat(found).as(id).isNotNull();
        return type.cast(found);
    }
}

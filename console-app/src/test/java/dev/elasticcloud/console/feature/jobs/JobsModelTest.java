package dev.elasticcloud.console.feature.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.console.text.Csv;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.Simulation;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.JobParameter;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

class JobsModelTest {

    private static final PodName LIGHT = PodName.of("light");

    @TempDir Path data;

    private final ExecutorService ui = Executors.newSingleThreadExecutor();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private HostedCloud cloud;
    private CloudConnection connection;
    private JobsModel model;

    @BeforeEach
    void open() throws Exception {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        cloud =
                Managers.simulated(
                        new ManagerConfig("jobs", home, data, 0),
                        new Simulation(Simulation.Pace.INSTANT, false));
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 2))), Duration.ofSeconds(30));
        connection = new CloudConnection(counting(cloud), ui::execute);
        model = onUi(() -> new JobsModel(connection, Preferences.inMemory()));
    }

    @AfterEach
    void close() {
        connection.close();
        cloud.close();
        ui.shutdownNow();
    }

    private CloudManager counting(CloudManager manager) {
        return (CloudManager)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {CloudManager.class},
                        (proxy, method, arguments) -> {
                            calls.computeIfAbsent(method.getName(), n -> new AtomicInteger())
                                    .incrementAndGet();
                            try {
                                return method.invoke(manager, arguments);
                            } catch (InvocationTargetException e) {
                                throw java.util.Objects.requireNonNull(e.getCause());
                            }
                        });
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

    private JobFormModel form() {
        return model.formProperty().get().orElseThrow();
    }

    @Test
    void aFormCannotBeRunUntilEveryValueFits() throws Exception {
        act(
                () -> {
                    JobParameter top =
                            form().parameters().stream()
                                    .filter(p -> p.name().equals("top"))
                                    .findFirst()
                                    .orElseThrow();
                    assertThat(form().set(top, "0")).contains("from 1 to 100");
                    assertThat(form().problemProperty().get()).contains("from 1 to 100");
                    assertThat(form().set(top, "3")).isEmpty();
                    assertThat(form().problemProperty().get()).isEmpty();
                    assertThat(form().request().parameters()).isEqualTo(Map.of("top", "3"));
                });
    }

    @Test
    void manyJobsAreFollowedWithoutAskingForEach() throws Exception {
        act(() -> model.batch().run("many", java.util.Collections.nCopies(500, request("1"))));
        await(() -> model.batch().batchProperty().get().completed() == 500);

        // The job that is looked at is asked for; the other 499 are not.
        assertThat(calls.getOrDefault("job", new AtomicInteger()).get()).isLessThan(100);
        assertThat(model.batch().batchProperty().get().open()).isFalse();
    }

    @Test
    void allOpenJobsAreCancelledAndNoMoreAreSent() throws Exception {
        act(() -> model.batch().run("slow", java.util.Collections.nCopies(2_000, request("2000"))));
        await(() -> model.batch().batchProperty().get().accepted() > 20);
        act(model.batch()::cancel);
        await(() -> !model.batch().batchProperty().get().sending());
        act(model.batch()::cancel);
        await(() -> !model.batch().batchProperty().get().open());
        JobCounts counts = cloud.snapshot().jobs();
        assertThat(model.batch().batchProperty().get().accepted()).isLessThanOrEqualTo(2_000);
        assertThat(counts.lost()).isZero();
        assertThat(
                        cloud.jobs(
                                new dev.elasticcloud.manager.api.JobQuery(
                                        null, Set.of(JobState.QUEUED, JobState.RUNNING), 10)))
                .isEmpty();
    }

    @Test
    void failedJobsAreRunAgainWithTheirOwnValues() throws Exception {
        Job failed = failedJob();
        act(() -> model.history().show(HistoryFilter.ALL.withStates(Set.of(JobState.FAILED))));
        act(() -> model.history().watch(true));
        await(() -> model.history().pageProperty().get().jobs().size() == 1);
        act(() -> model.runAgain(model.history().pageProperty().get().jobs()));
        await(() -> model.batch().batchProperty().get().accepted() == 1);
        await(() -> model.batch().batchProperty().get().failed() == 1);
        act(() -> model.batch().retryFailed());
        await(() -> model.batch().batchProperty().get().title().startsWith("Failed ones again"));
        await(() -> model.batch().batchProperty().get().failed() == 1);
        assertThat(cloud.jobs(dev.elasticcloud.manager.api.JobQuery.latest(5)))
                .hasSize(3)
                .allMatch(job -> job.parameters().equals(failed.parameters()));
    }

    /// A job that cannot end in the second that it has.
    private Job failedJob() {
        JobRequest slow =
                new JobRequest(
                        LIGHT,
                        Map.of("repeat", "2000"),
                        dev.elasticcloud.manager.model.job.JobOptions.NONE);
        PodSpec pod = cloud.snapshot().pod(LIGHT).orElseThrow().spec();
        var job = pod.job();
        cloud.submit(
                new Command.DefinePod(
                        pod.withJob(
                                new dev.elasticcloud.manager.model.spec.JobProgram(
                                        job.path(),
                                        Duration.ofMillis(1),
                                        false,
                                        job.parameters()))));
        cloud.await(
                s -> s.pod(LIGHT).orElseThrow().spec().job().timeout().toMillis() == 1,
                Duration.ofSeconds(10));
        Job ended = cloud.await(cloud.submit(slow).id(), Duration.ofSeconds(30));
        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        return ended;
    }

    @Test
    void pagesGoOnAfterTheLastJobOfThePageBefore() throws Exception {
        List<Job> all = new java.util.ArrayList<>();
        for (int i = 0; i < 250; i++) {
            all.add(cloud.submit(request("1")));
        }
        for (Job job : all) {
            cloud.await(job.id(), Duration.ofSeconds(30));
        }
        act(() -> model.history().watch(true));
        await(() -> model.history().pageProperty().get().jobs().size() == HistoryModel.PAGE);
        act(model.history()::older);
        await(() -> model.history().pageProperty().get().number() == 2);
        act(model.history()::older);
        await(() -> model.history().pageProperty().get().number() == 3);
        assertThat(model.history().pageProperty().get().jobs()).hasSize(50);
        assertThat(model.history().pageProperty().get().older()).isFalse();
        assertThat(model.history().pageProperty().get().jobs().getLast().id())
                .isEqualTo(all.getFirst().id());
        act(model.history()::newest);
        await(() -> model.history().pageProperty().get().number() == 1);
        assertThat(model.history().pageProperty().get().jobs().getFirst().id())
                .isEqualTo(all.getLast().id());
    }

    @Test
    void aPodThatIsAddedWhileTheConsoleIsOpenCanBeRunAtOnce() throws Exception {
        PodName added = PodName.of("added");
        cloud.submit(new Command.DefinePod(PodSpec.ofImage(added, "example/added:1")));
        await(
                () ->
                        model.programsProperty().get().stream()
                                .anyMatch(program -> program.pod().equals(added)));
        act(() -> model.choose(added));
        assertThat(onUi(() -> form().pod())).isEqualTo(added);
    }

    @Test
    void theHistoryIsExportedWithResults() throws Exception {
        Job job = cloud.submit(request("1"));
        cloud.await(job.id(), Duration.ofSeconds(30));
        Path csv = data.resolve("jobs.csv");
        Path lines = data.resolve("jobs.jsonl");
        act(() -> model.history().export(csv));
        await(() -> model.history().messageProperty().get().startsWith("Exported 1 jobs"));
        assertThat(Csv.parse(Files.readString(csv)))
                .hasSize(2)
                .last()
                .satisfies(line -> assertThat(line).contains(job.id().value(), "light"));
        act(() -> model.history().export(lines));
        await(() -> model.history().messageProperty().get().endsWith("jobs.jsonl"));
        assertThat(Files.readString(lines)).contains("simulated");
    }

    @Test
    void theCommandToCopyRunsTheSameJob() throws Exception {
        Job job = cloud.submit(new JobRequest(LIGHT, Map.of("text", "it's", "top", "3")));
        assertThat(onUi(() -> model.curl(job)))
                .isEqualTo(
                        "curl -fsS --json '{\"text\":\"it'\\''s\",\"top\":\"3\"}' '%s/light/run'"
                                .formatted(cloud.snapshot().balancer().url()));
    }

    private static JobRequest request(String repeat) {
        return new JobRequest(LIGHT, Map.of("repeat", repeat));
    }
}

package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.pods.PodFolder;
import dev.elasticcloud.manager.spi.Awaiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole manager on a real Docker Engine and a real HAProxy.
@Tag("docker")
class RealCloudTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final PodName HEAVY = PodName.of("heavy");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path HOME = Path.of(System.getProperty("elasticcloud.home"));

    private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir Path data;

    private HostedCloud open() {
        return Managers.local(new ManagerConfig(name, HOME, data, 0));
    }

    @AfterEach
    void nothingIsLeft() {
        try (HostedCloud cloud = open()) {
            assertThat(cloud.tearDown(SOON)).isEqualTo(new HostedCloud.Leftovers(0, 0));
        }
    }

    private static void initialise(HostedCloud cloud, int nodes) {
        cloud.submit(new Command.DisableElasticity(LIGHT));
        cloud.await(
                cloud.submit(new Command.Initialise(Map.of(LIGHT, nodes))), Duration.ofMinutes(5));
    }

    private static URI light(HostedCloud cloud) {
        return URI.create(cloud.snapshot().balancer().url() + "/light/?repeat=1");
    }

    @Test
    void jobsRunAndLimitsChangeWithoutARestart() {
        try (HostedCloud cloud = open()) {
            initialise(cloud, 1);
            Set<String> before = containers(cloud.snapshot());

            Job job = cloud.submit(new JobRequest(LIGHT, Map.of("top", "2")));
            Job done = cloud.await(job.id(), SOON);
            assertThat(done.state()).as(done.reason()).isEqualTo(JobState.COMPLETED);
            assertThat(done.node()).startsWith("light-");
            assertThat(done.result()).contains("\"cpuSeconds\"");

            cloud.await(cloud.submit(new Command.SetLimits(LIGHT, NodeLimits.of(0.5, 150))), SOON);
            assertThat(containers(cloud.snapshot())).isEqualTo(before);
        }
    }

    @Test
    void aPodAtZeroNodesStartsOneForARequestStraightToTheBalancer() throws Exception {
        try (HostedCloud cloud = open();
                HttpClient http = HttpClient.newHttpClient()) {
            initialise(cloud, 1);
            cloud.submit(new Command.SetSpares(LIGHT, 0));
            cloud.submit(new Command.SetCooldown(LIGHT, Duration.ofSeconds(1)));
            cloud.submit(new Command.EnableElasticity(LIGHT, 0, 3));
            cloud.await(s -> s.pod(LIGHT).orElseThrow().nodes().isEmpty(), SOON);

            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(light(cloud)).build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("X-Node")).isPresent();
        }
    }

    @Test
    void aSpareHasAnsweredARequestBeforeItIsFrozen() {
        try (HostedCloud cloud = open()) {
            cloud.submit(new Command.SetSpares(LIGHT, 1));
            initialise(cloud, 1);
            cloud.await(s -> s.pod(LIGHT).orElseThrow().count(NodeState.SPARE) == 1, SOON);

            assertThat(cloud.events(EventQuery.latest(50)))
                    .anyMatch(e -> e.message().equals("It answered /run?repeat=1 and is warm"));
        }
    }

    @Test
    void fiftyRequestsASecondSeeNoFailureWhileNodesComeAndGoTenTimes() {
        try (HostedCloud cloud = open()) {
            initialise(cloud, 2);
            RequestStream stream = new RequestStream(light(cloud), 50);
            try (stream) {
                for (int round = 0; round < 10; round++) {
                    cloud.await(cloud.submit(new Command.LaunchNode(LIGHT, null)), SOON);
                    NodeStatus newest =
                            cloud.snapshot().pod(LIGHT).orElseThrow().nodes().stream()
                                    .filter(n -> n.state() == NodeState.ONLINE)
                                    .reduce((a, b) -> b)
                                    .orElseThrow();
                    cloud.await(cloud.submit(new Command.RemoveNode(LIGHT, newest.node())), SOON);
                }
            }
            System.out.printf(
                    "churn: %d requests, %d failed, nodes added and removed 10 times%n",
                    stream.sent(), stream.failures().size());
            assertThat(stream.failures()).isEmpty();
            assertThat(stream.good()).isEqualTo(stream.sent()).isGreaterThan(100);
        }
    }

    @Test
    void requestsThatComeTogetherNeverShareANodeWhileOthersAreIdle() throws Exception {
        int nodes = 6;
        try (HostedCloud cloud = open();
                HttpClient http = HttpClient.newHttpClient()) {
            initialise(cloud, nodes);
            cloud.await(cloud.submit(new Command.SetSlots(LIGHT, 1)), SOON);
            URI light = URI.create(cloud.snapshot().balancer().url() + "/light/?repeat=1000");
            HttpRequest request = HttpRequest.newBuilder(light).build();
            for (Balance balance : Balance.values()) {
                cloud.await(cloud.submit(new Command.SetBalance(LIGHT, balance)), SOON);
                for (int round = 0; round < 30; round++) {
                    assertThat(nodesOfRequestsAtOnce(http, request, nodes))
                            .as("%s, round %d", balance, round)
                            .doesNotHaveDuplicates();
                }
            }
        }
    }

    private static List<String> nodesOfRequestsAtOnce(
            HttpClient http, HttpRequest request, int many) throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> call =
                    () -> {
                        begin.await();
                        return http.send(request, HttpResponse.BodyHandlers.discarding())
                                .headers()
                                .firstValue("X-Node")
                                .orElse("");
                    };
            List<Future<String>> calls =
                    Stream.generate(() -> callers.submit(call)).limit(many).toList();
            begin.countDown();
            List<String> nodes = new ArrayList<>();
            for (Future<String> node : calls) {
                nodes.add(node.get());
            }
            return nodes;
        }
    }

    @Test
    void aKilledManagerIsFollowedByOneThatAdoptsEverythingWhileJobsFlow() throws Exception {
        Process first =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ManagerProcess.class.getName(),
                                name,
                                HOME.toString(),
                                data.toString())
                        .redirectErrorStream(true)
                        .start();
        String[] ready = awaitReady(first).split(" ");
        Set<String> before = Set.of(ready[2].split(","));
        RequestStream stream = new RequestStream(URI.create(ready[1] + "/light/?repeat=1"), 20);
        try (stream) {
            Awaiting.until("requests flow", () -> stream.good() > 10);
            first.destroyForcibly().waitFor();
            int killedAt = stream.good();
            Awaiting.until("requests flow without it", () -> stream.good() > killedAt + 20);
            try (HostedCloud second = open()) {
                Awaiting.until(
                        "the next manager sees its nodes serve",
                        () -> second.snapshot().pod(LIGHT).orElseThrow().online() == 3);
                int then = stream.good();
                Awaiting.until("requests still flow", () -> stream.good() > then + 20);
                assertThat(containers(second.snapshot())).isEqualTo(before);
                Job job = second.submit(new JobRequest(LIGHT, Map.of()));
                assertThat(second.await(job.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
            }
        }
        assertThat(stream.failures()).isEmpty();
    }

    @Test
    void aManagerThatLostItsStoreTakesTheNodesOverAndSaysSo(@TempDir Path elsewhere)
            throws IOException {
        Path folder = elsewhere.resolve("own");
        FileUtils.copyDirectory(HOME.resolve("pod-dockerfiles/light").toFile(), folder.toFile());
        Path yaml = folder.resolve("pod.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("name: light", "name: own"));
        Set<String> before;
        try (HostedCloud cloud = open()) {
            initialise(cloud, 2);
            cloud.addPod(folder);
            PodName own = PodName.of("own");
            cloud.submit(new Command.DisableElasticity(own));
            cloud.await(
                    cloud.submit(new Command.Initialise(Map.of(own, 1))), Duration.ofMinutes(5));
            before = containers(cloud.snapshot());
        }
        for (String part : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(data.resolve(name + ".db" + part));
        }

        try (HostedCloud cloud = open()) {
            cloud.await(
                    s ->
                            s.pod(LIGHT).orElseThrow().online() == 2
                                    && s.pod(PodName.of("own")).isPresent()
                                    && s.pod(PodName.of("own")).orElseThrow().online() == 1,
                    SOON);
            assertThat(containers(cloud.snapshot())).isEqualTo(before);
            assertThat(cloud.events(EventQuery.latest(20)))
                    .anyMatch(e -> e.message().startsWith("There was no stored spec"));
            Job job = cloud.submit(new JobRequest(LIGHT, Map.of()));
            assertThat(cloud.await(job.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
        }
    }

    @Test
    void aSecondManagerIsRefusedAndSaysWhoHoldsTheCloud(@TempDir Path elsewhere) {
        try (HostedCloud cloud = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOfSatisfying(
                            CloudException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            initialise(cloud, 1);
            assertThatThrownBy(() -> Managers.local(new ManagerConfig(name, HOME, elsewhere, 0)))
                    .hasMessageContaining("managed from the data folder " + data);
        }
    }

    @Test
    void longJobsSurviveScaleInALimitsChangeAndAnImageRoll(@TempDir Path folders) throws Exception {
        try (HostedCloud cloud = open()) {
            cloud.submit(new Command.DisableElasticity(HEAVY));
            cloud.submit(new Command.SetLimits(HEAVY, NodeLimits.of(0.3, 500)));
            cloud.await(
                    cloud.submit(new Command.Initialise(Map.of(HEAVY, 3))), Duration.ofMinutes(5));
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                jobs.add(
                        cloud.submit(
                                new JobRequest(HEAVY, Map.of("size", "2000", "repeat", "10"))));
            }
            awaitOrTell(cloud, s -> busyNodes(s) == 3);

            cloud.submit(new Command.EnableElasticity(HEAVY, 1, 1));
            cloud.submit(new Command.SetLimits(HEAVY, NodeLimits.of(0.4, 600)));
            Receipt rolled = cloud.submit(new Command.DefinePod(changedProgram(folders)));

            for (Job job : jobs) {
                Job done = cloud.await(job.id(), Duration.ofMinutes(3));
                assertThat(done.state()).as(done.reason()).isEqualTo(JobState.COMPLETED);
                assertThat(done.attempts()).isEqualTo(1);
            }
            CloudSnapshot after = cloud.await(rolled, Duration.ofMinutes(3));
            assertThat(after.pod(HEAVY).orElseThrow().online()).isEqualTo(1);
            System.out.printf(
                    "long jobs: %s s, all completed at the first attempt%n",
                    jobs.stream()
                            .map(j -> cloud.job(j.id()).latency().orElseThrow().toSeconds())
                            .toList());
        }
    }

    /// Waits as the cloud does, and on failure tells what became of the pods and of the jobs.
    private static void awaitOrTell(HostedCloud cloud, Predicate<CloudSnapshot> condition) {
        try {
            cloud.await(condition, SOON);
        } catch (CloudException e) {
            String told =
                    Stream.of(
                                    cloud.snapshot().pods().values(),
                                    cloud.jobs(JobQuery.latest(10)),
                                    cloud.events(EventQuery.latest(40)))
                            .flatMap(Collection::stream)
                            .map(Object::toString)
                            .collect(Collectors.joining("\n"));
            throw new AssertionError(e.text() + "\n" + told, e);
        }
    }

    private static long busyNodes(CloudSnapshot snapshot) {
        return snapshot.pod(HEAVY).orElseThrow().nodes().stream()
                .filter(n -> n.running() > 0)
                .count();
    }

    /// The heavy pod with a program that differs in a comment, so it makes another image.
    private static PodSpec changedProgram(Path folders) throws IOException {
        Path to = folders.resolve("heavy");
        FileUtils.copyDirectory(HOME.resolve("pod-dockerfiles/heavy").toFile(), to.toFile());
        Files.writeString(
                to.resolve("job.py"), "\n# A later version.\n", StandardOpenOption.APPEND);
        return PodFolder.read(to);
    }

    private static String awaitReady(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith(ManagerProcess.READY)) {
                return line;
            }
        }
        throw new AssertionError("The manager ended before it was ready:\n" + said);
    }

    private static Set<String> containers(CloudSnapshot snapshot) {
        return snapshot.pods().values().stream()
                .flatMap(p -> p.nodes().stream())
                .map(NodeStatus::containerId)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }
}

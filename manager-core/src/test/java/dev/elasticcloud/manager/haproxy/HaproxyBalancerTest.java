package dev.elasticcloud.manager.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.docker.DockerRuntime;
import dev.elasticcloud.manager.docker.RealPods;
import dev.elasticcloud.manager.docker.balancer.DockerBalancerHost;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.HostLoad;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class HaproxyBalancerTest {

    private static final PodSpec POD = RealPods.light();
    private static final PodName LIGHT = POD.name();
    private static final NodeName ONE = NodeName.of("light-1");
    private static final NodeName TWO = NodeName.of("light-2");

    /// Keeps a node busy long enough to query a balancer on another machine a few times.
    private static final String LONG_TEXT = "long+words+".repeat(150);

    static final Path HAPROXY = RealPods.HOME.resolve("haproxy");

    private final String cloud = RealPods.freshCloud();
    private final DockerRuntime runtime = new DockerRuntime(cloud, null, RealPods.POD_DOCKERFILES);
    private final OkHttpClient http =
            new OkHttpClient.Builder()
                    .retryOnConnectionFailure(false)
                    .readTimeout(Duration.ofSeconds(60))
                    .build();

    @TempDir Path folder;
    private HaproxyBalancer balancer;

    @BeforeEach
    void oneServingNode() {
        balancer = freshBalancer();
        runtime.buildImage(POD, line -> {});
        runtime.createNetwork(LIGHT);
        balancer.configure(List.of(POD), List.of());
        serve(ONE);
    }

    private HaproxyBalancer freshBalancer() {
        return new HaproxyBalancer(
                host(cloud, folder),
                HAPROXY.resolve("haproxy.cfg.mustache"),
                ManagerClock.system());
    }

    /// Where the balancer runs; a subclass tests another machine.
    DockerBalancerHost host(String cloud, Path folder) {
        return new DockerBalancerHost(cloud, null, folder, HAPROXY, "127.0.0.1", 0);
    }

    void deleteRuntimeSocket(String cloud, Path folder) throws Exception {
        Files.delete(folder.resolve("haproxy.sock"));
    }

    @AfterEach
    void nothingIsLeft() {
        try (runtime;
                LoadBalancer last = balancer) {
            assertThat(last).isNotNull();
            runtime.removeAll();
            assertThat(runtime.leftovers().none()).isTrue();
        }
    }

    private NodeContainer container(NodeName node) {
        return runtime.observe(List.of()).nodes().stream()
                .filter(c -> c.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    private BalancerServer server(NodeName node) {
        return balancer.observe().servers().stream()
                .filter(s -> s.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    private void serve(NodeName node) {
        runtime.start(POD, node);
        balancer.probe(POD, container(node));
        Awaiting.until(node + " is healthy", () -> server(node).healthy());
        balancer.route(LIGHT, node);
    }

    private record Answer(int status, String body, String node, String contentType) {}

    private Answer get(String path) {
        try {
            return fetch(balancer.observe().health().url() + path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer fetch(String url) throws IOException {
        try (Response response = http.newCall(new Request.Builder().url(url).build()).execute()) {
            return new Answer(
                    response.code(),
                    response.body().string(),
                    response.header("X-Node", ""),
                    response.header("Content-Type", ""));
        }
    }

    @Test
    void theReportHasTheServersAsHaproxyCountsThemAndTheFile() {
        get("/light/run?repeat=1");

        BalancerReport report = balancer.report();

        assertThat(report.rows())
                .extracting(BalancerReport.Row::server)
                .containsExactly("", "light-1");
        BalancerReport.Row one = report.rows().get(1);
        assertThat(one.status()).isEqualTo("UP");
        assertThat(one.check()).isEqualTo("L7OK");
        assertThat(one.slots()).isEqualTo(POD.slots());
        assertThat(one.total()).isEqualTo(1);
        assertThat(one.responseMillis()).isPresent();
        assertThat(report.configuration()).contains("backend light", "server light-1 ");
    }

    @Test
    void aRoutedNodeAnswersAndIsNamedInTheAnswer() {
        assertThat(server(ONE).serving()).isTrue();
        for (String path : List.of("/light/run?repeat=1", "/light?repeat=1", "/light/?repeat=1")) {
            Answer answer = get(path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.node()).isEqualTo("light-1");
        }
        LoadBalancer.State state = balancer.observe();
        assertThat(state.health().running()).isTrue();
        assertThat(state.health().version()).startsWith("3.");
        assertThat(state.traffic()).hasSize(1);
        assertThat(state.traffic().getFirst().requests()).isEqualTo(3);
        assertThat(runtime.observe(List.of()).nodes()).hasSize(1);
    }

    @Test
    void errorsAreJson() {
        holdFor(1);
        assertThat(get("/nothing").status()).isEqualTo(404);
        assertThat(get("/nothing").body()).contains("\"error\":\"unknown_pod\"");
        balancer.drain(LIGHT, ONE);
        Answer none = get("/light/run");
        assertThat(none.status()).isEqualTo(503);
        assertThat(none.body()).contains("\"error\":\"no_node\"");
        assertThat(none.contentType()).isEqualTo("application/json");
    }

    @Test
    void theLoadOfTheBalancersMachineIsTold() {
        Awaiting.until(
                "two readings have been compared",
                () -> balancer.observe().host().filter(h -> h.busyCores().isPresent()).isPresent());
        HostLoad load = balancer.observe().host().orElseThrow();
        assertThat(load.busyCores().orElseThrow())
                .isBetween(0.0, (double) Runtime.getRuntime().availableProcessors());
        assertThat(load.availableBytes().orElseThrow()).isPositive();
    }

    private void holdFor(int seconds) {
        JobProgram.Hold hold = new JobProgram.Hold(2, Duration.ofSeconds(seconds));
        balancer.configure(List.of(POD.withJob(POD.job().withHold(hold))), List.of());
    }

    private int queued() {
        return balancer.observe().traffic().getFirst().queued();
    }

    @Test
    void requestsWaitForTheFirstNodeUpToTheLimit() {
        holdFor(30);
        balancer.drain(LIGHT, ONE);
        List<CompletableFuture<Answer>> waiting = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            int expected = i;
            waiting.add(
                    CompletableFuture.supplyAsync(
                            () -> get("/light/run?repeat=1"), Thread::startVirtualThread));
            Awaiting.until("it waits", () -> queued() == expected);
            assertThat(balancer.waiting()).isEqualTo(expected);
        }
        Answer tooMany = get("/light/run");
        assertThat(tooMany.status()).isEqualTo(503);
        assertThat(tooMany.body()).contains("\"error\":\"too_many_wait\"");

        balancer.route(LIGHT, ONE);

        assertThat(waiting).allSatisfy(w -> assertThat(Awaiting.result(w).status()).isEqualTo(200));
        assertThat(queued()).isZero();
    }

    /// Sends requests of which one runs on the node, which is frozen so that it goes on running until
    /// the test thaws it, and the others wait in its pod's queue.
    private List<CompletableFuture<Answer>> oneRunsAndTwoWait() {
        balancer.setSlots(LIGHT, ONE, 1);
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        answers.add(begun("/light/run?repeat=2000&text=" + LONG_TEXT));
        Awaiting.until("one runs", () -> server(ONE).running() == 1);
        runtime.freeze(container(ONE));
        answers.add(begun("/light/run?repeat=1"));
        answers.add(begun("/light/run?repeat=1"));
        Awaiting.until("two wait", () -> queued() == 2);
        return answers;
    }

    private CompletableFuture<Answer> begun(String path) {
        return CompletableFuture.supplyAsync(() -> get(path), Thread::startVirtualThread);
    }

    private void assertThatAllAreAnswered(List<CompletableFuture<Answer>> answers) {
        assertThat(answers).allSatisfy(a -> assertThat(Awaiting.result(a).status()).isEqualTo(200));
        PodTraffic traffic = balancer.observe().traffic().getFirst();
        assertThat(traffic.responses()).isEqualTo(answers.size());
        assertThat(traffic.requests()).isEqualTo(answers.size());
        assertThat(traffic.failures()).isZero();
        assertThat(traffic.queued()).isZero();
    }

    @Test
    void requestsThatWaitAreNotFailedWhenTheLastNodeLeavesTheRotation() {
        List<CompletableFuture<Answer>> answers = oneRunsAndTwoWait();
        balancer.drain(LIGHT, ONE);
        runtime.thaw(container(ONE));
        assertThat(Awaiting.result(answers.getFirst()).status()).isEqualTo(200);
        Awaiting.until("the job has ended", () -> server(ONE).running() == 0);
        balancer.remove(LIGHT, ONE);
        assertThat(queued()).isEqualTo(2);
        serve(TWO);
        assertThatAllAreAnswered(answers);
        assertThat(Awaiting.result(answers.getLast()).node()).isEqualTo("light-2");
    }

    @Test
    void aNodeOutOfRotationCanBeSentARequest() {
        balancer.drain(LIGHT, ONE);

        balancer.request(POD, container(ONE), "/run?repeat=1");

        assertThatThrownBy(() -> balancer.request(POD, container(ONE), "/run?repeat=none"))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("light-1")
                .hasMessageContaining("400");
    }

    @Test
    void aDeletedRuntimeSocketIsBypassed() throws Exception {
        deleteRuntimeSocket(cloud, folder);

        assertThat(server(ONE).serving()).isTrue();
        assertThat(balancer.observe().health().detail()).contains("deleted its runtime socket");
        serve(TWO);
        assertThat(server(TWO).serving()).isTrue();
        balancer.configure(List.of(POD.withBalance(Balance.FILL_FIRST)), List.of());
        assertThat(balancer.observe().traffic().getFirst().balance()).isEqualTo(Balance.FILL_FIRST);
    }

    @Test
    void aDrainedNodeFinishesItsJobAndCanThenBeRemoved() {
        serve(TWO);
        balancer.drain(LIGHT, TWO);
        var job =
                CompletableFuture.supplyAsync(
                        () -> get("/light/run?repeat=2000&text=" + LONG_TEXT),
                        Thread::startVirtualThread);
        Awaiting.until("the job runs", () -> server(ONE).running() == 1);
        runtime.freeze(container(ONE)); // it goes on running until removing the node was refused
        assertThatThrownBy(() -> balancer.remove(LIGHT, ONE))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("still works on 1");
        balancer.drain(LIGHT, ONE);
        runtime.thaw(container(ONE));
        assertThat(Awaiting.result(job).status()).isEqualTo(200);
        Awaiting.until("the job has ended", () -> server(ONE).running() == 0);
        balancer.remove(LIGHT, ONE);
        balancer.remove(LIGHT, ONE);
        assertThat(balancer.observe().servers()).extracting(BalancerServer::node).containsOnly(TWO);
    }

    @Test
    void slotsAndModesSurviveARestart() throws IOException {
        serve(TWO);
        balancer.setSlots(LIGHT, ONE, 7);
        balancer.maintain(LIGHT, TWO);
        assertThat(server(ONE).slots()).isEqualTo(7);
        HaproxyConfig written =
                HaproxyConfig.read(Files.readAllLines(folder.resolve("haproxy.cfg")));
        Map<NodeName, HaproxyConfig.Server> lines =
                Objects.requireNonNull(written.backends().get(LIGHT)).servers();
        assertThat(lines.values())
                .extracting(HaproxyConfig.Server::slots)
                .containsExactly(7, POD.slots());
        assertThat(lines.values())
                .extracting(HaproxyConfig.Server::inRotation)
                .containsExactly(true, false);

        String url = balancer.observe().health().url();
        balancer.shutDown();
        assertThat(balancer.observe().health().running()).isFalse();
        balancer.close();
        balancer = freshBalancer();
        balancer.configure(List.of(POD), List.of());
        assertThat(server(ONE).mode()).isEqualTo(Mode.READY);
        assertThat(server(ONE).slots()).isEqualTo(7);
        assertThat(server(TWO).mode()).isEqualTo(Mode.MAINTENANCE);
        assertThat(url).startsWith("http://127.0.0.1:");
        assertThat(get("/light?repeat=1").status()).isEqualTo(200);
        balancer.route(LIGHT, TWO);
        assertThat(server(TWO).serving()).isTrue();
        balancer.drain(LIGHT, TWO);
        balancer.remove(LIGHT, TWO);
    }

    @Test
    void aChangedBalanceReloadsWithoutLosingARequest() {
        serve(TWO);
        balancer.drain(LIGHT, TWO);
        underLoad(
                () -> balancer.configure(List.of(POD.withBalance(Balance.FILL_FIRST)), List.of()));
        assertThat(balancer.observe().traffic().getFirst().balance()).isEqualTo(Balance.FILL_FIRST);
        assertThat(server(ONE).mode()).isEqualTo(Mode.READY);
        assertThat(server(TWO).mode()).isEqualTo(Mode.DRAINING);
        Awaiting.until("the old process has gone", () -> balancer.observe().health().settled());
    }

    @Test
    void aReloadCutsNoJobAndTheNodeThatWorksOnItIsSeenToBeBusy() {
        CompletableFuture<Answer> job = begun("/light/run?repeat=2000&text=" + LONG_TEXT);
        Awaiting.until("the job runs", () -> server(ONE).running() == 1);
        runtime.freeze(container(ONE)); // it goes on running until the reload has been looked at

        PodSpec hours = POD.withJob(POD.job().withTimeout(Duration.ofHours(3)));
        balancer.configure(List.of(hours), List.of());

        LoadBalancer.State state = balancer.observe();
        assertThat(state.traffic().getFirst().settings()).isEqualTo(hours.balancing());
        assertThat(state.traffic().getFirst().running()).isEqualTo(1);
        assertThat(server(ONE).running()).isEqualTo(1);
        assertThat(state.health().settled()).as("nothing waits in the old process").isTrue();
        runtime.thaw(container(ONE));
        assertThat(Awaiting.result(job).status()).isEqualTo(200);
        Awaiting.until("the old process has gone", () -> server(ONE).running() == 0);
    }

    @Test
    void aJobMayRunAsLongAsItsPodSays() {
        PodSpec brief = POD.withJob(POD.job().withTimeout(Duration.ofMillis(300)));
        balancer.configure(List.of(brief), List.of());
        runtime.freeze(container(ONE));

        Answer late = get("/light/run?repeat=1");

        runtime.thaw(container(ONE));
        assertThat(late.status()).isEqualTo(504);
        assertThat(late.body()).contains("\"error\":\"node_timeout\"");
    }

    @Test
    void nodesComeAndGoTenTimesUnderLoadWithoutAFailure() {
        runtime.start(POD, TWO);
        NodeContainer two = container(TWO);
        int served =
                underLoad(
                        () -> {
                            for (int i = 0; i < 10; i++) {
                                balancer.probe(POD, two);
                                Awaiting.until("healthy", () -> server(TWO).healthy());
                                balancer.route(LIGHT, TWO);
                                Awaiting.until("it serves", () -> server(TWO).served() > 0);
                                balancer.drain(LIGHT, TWO);
                                Awaiting.until("it is idle", () -> server(TWO).running() == 0);
                                balancer.remove(LIGHT, TWO);
                            }
                        });
        assertThat(served).isGreaterThan(20);
    }

    /// Makes a change under constant requests and returns how many there were; none may fail.
    private int underLoad(Runnable change) {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger served = new AtomicInteger();
        Set<String> failures = ConcurrentHashMap.newKeySet();
        String job = balancer.observe().health().url() + "/light/run?repeat=1";
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            callers.add(
                    CompletableFuture.runAsync(
                            () -> call(job, enough, served, failures), Thread::startVirtualThread));
        }
        Awaiting.until("requests flow", () -> served.get() > 3);
        try {
            change.run();
        } finally {
            enough.set(true);
            callers.forEach(CompletableFuture::join);
        }
        assertThat(failures).isEmpty();
        return served.get();
    }

    private void call(
            String job, AtomicBoolean enough, AtomicInteger served, Set<String> failures) {
        while (!enough.get()) {
            try {
                Answer answer = fetch(job);
                if (answer.status() != 200) {
                    failures.add(answer.status() + " " + answer.body());
                }
                served.incrementAndGet();
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }
    }

    @Test
    void aFrozenSpareServesAtOnceWhenItIsThawed() {
        serve(TWO);
        balancer.drain(LIGHT, ONE);
        for (int i = 0; i < 10; i++) {
            balancer.maintain(LIGHT, TWO);
            runtime.freeze(container(TWO));
            NodeContainer spare = container(TWO);
            assertThat(spare.frozen()).isTrue();
            runtime.thaw(spare);
            balancer.route(LIGHT, TWO);
            assertThat(server(TWO).serving()).isTrue();
            assertThat(get("/light/healthz").status()).isEqualTo(200);
        }
    }
}

package dev.elasticcloud.manager.haproxy;

import static dev.elasticcloud.manager.haproxy.BalancerRig.LIGHT;
import static dev.elasticcloud.manager.haproxy.BalancerRig.ONE;
import static dev.elasticcloud.manager.haproxy.BalancerRig.POD;
import static dev.elasticcloud.manager.haproxy.BalancerRig.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.haproxy.BalancerRig.Answer;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.HostLoad;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// How a balancer serves requests and changes the state of its nodes, wherever it runs.
interface BalancerServingContract {

    BalancerRig rig();

    /// Deletes the balancer's runtime socket, as somebody could by accident.
    void deleteRuntimeSocket() throws Exception;

    @Test
    default void theReportShowsTheServersAsHaproxyCountsThemAndTheConfiguration() {
        rig().get("/light/run?repeat=1");

        BalancerReport report = rig().balancer().report();

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
    default void aRoutedNodeAnswersAndIsNamedInTheAnswer() {
        assertThat(rig().server(ONE).serving()).isTrue();
        for (String path : List.of("/light/run?repeat=1", "/light?repeat=1", "/light/?repeat=1")) {
            Answer answer = rig().get(path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.node()).isEqualTo("light-1");
        }
        LoadBalancer.State state = rig().balancer().observe();
        assertThat(state.health().running()).isTrue();
        assertThat(state.health().version()).startsWith("3.");
        assertThat(state.traffic()).hasSize(1);
        assertThat(state.traffic().getFirst().requests()).isEqualTo(3);
        assertThat(rig().runtime().observe(List.of()).nodes()).hasSize(1);
    }

    @Test
    default void errorsAreJson() {
        rig().holdFor(1);
        assertThat(rig().get("/nothing").status()).isEqualTo(404);
        assertThat(rig().get("/nothing").body()).contains("\"error\":\"unknown_pod\"");
        rig().balancer().drain(LIGHT, ONE);
        Answer none = rig().get("/light/run");
        assertThat(none.status()).isEqualTo(503);
        assertThat(none.body()).contains("\"error\":\"no_node\"");
        assertThat(none.contentType()).isEqualTo("application/json");
    }

    @Test
    default void theLoadOfTheBalancersMachineIsReported() {
        Awaiting.until(
                "two readings have been compared",
                () ->
                        rig().balancer()
                                .observe()
                                .host()
                                .filter(h -> h.busyCores().isPresent())
                                .isPresent());
        HostLoad load = rig().balancer().observe().host().orElseThrow();
        assertThat(load.busyCores().orElseThrow())
                .isBetween(0.0, (double) Runtime.getRuntime().availableProcessors());
        assertThat(load.availableBytes().orElseThrow()).isPositive();
    }

    @Test
    default void aNodeOutOfRotationCanBeSentARequest() {
        rig().balancer().drain(LIGHT, ONE);

        rig().balancer().request(POD, rig().container(ONE), "/run?repeat=1");

        assertThatThrownBy(
                        () ->
                                rig().balancer()
                                        .request(POD, rig().container(ONE), "/run?repeat=none"))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("light-1")
                .hasMessageContaining("400");
    }

    @Test
    default void aDeletedRuntimeSocketIsBypassed() throws Exception {
        deleteRuntimeSocket();

        assertThat(rig().server(ONE).serving()).isTrue();
        assertThat(rig().balancer().observe().health().detail())
                .contains("deleted its runtime socket");
        rig().serve(TWO);
        assertThat(rig().server(TWO).serving()).isTrue();
        rig().balancer().configure(List.of(POD.withBalance(Balance.FILL_FIRST)), List.of());
        assertThat(rig().balancer().observe().traffic().getFirst().balance())
                .isEqualTo(Balance.FILL_FIRST);
    }

    @Test
    default void slotsAndModesSurviveARestart() throws IOException {
        rig().serve(TWO);
        rig().balancer().setSlots(LIGHT, ONE, 7);
        rig().balancer().maintain(LIGHT, TWO);
        assertThat(rig().server(ONE).slots()).isEqualTo(7);
        HaproxyConfig written =
                HaproxyConfig.read(Files.readAllLines(rig().folder().resolve("haproxy.cfg")));
        Map<NodeName, HaproxyConfig.Server> lines =
                Objects.requireNonNull(written.backends().get(LIGHT)).servers();
        assertThat(lines.values())
                .extracting(HaproxyConfig.Server::slots)
                .containsExactly(7, POD.slots());
        assertThat(lines.values())
                .extracting(HaproxyConfig.Server::inRotation)
                .containsExactly(true, false);

        String url = rig().balancer().observe().health().url();
        rig().balancer().shutDown();
        assertThat(rig().balancer().observe().health().running()).isFalse();
        rig().restart();
        rig().balancer().configure(List.of(POD), List.of());
        assertThat(rig().server(ONE).mode()).isEqualTo(Mode.READY);
        assertThat(rig().server(ONE).slots()).isEqualTo(7);
        assertThat(rig().server(TWO).mode()).isEqualTo(Mode.MAINTENANCE);
        assertThat(url).startsWith("http://127.0.0.1:");
        assertThat(rig().get("/light?repeat=1").status()).isEqualTo(200);
        rig().balancer().route(LIGHT, TWO);
        assertThat(rig().server(TWO).serving()).isTrue();
        rig().balancer().drain(LIGHT, TWO);
        rig().balancer().remove(LIGHT, TWO);
    }

    @Test
    default void aJobTimesOutWhenItsPodSays() {
        PodSpec brief = POD.withJob(POD.job().withTimeout(Duration.ofMillis(300)));
        rig().balancer().configure(List.of(brief), List.of());
        rig().runtime().freeze(rig().container(ONE));

        Answer late = rig().get("/light/run?repeat=1");

        rig().runtime().thaw(rig().container(ONE));
        assertThat(late.status()).isEqualTo(504);
        assertThat(late.body()).contains("\"error\":\"node_timeout\"");
    }

    @Test
    default void aFrozenSpareServesAtOnceWhenItIsThawed() {
        rig().serve(TWO);
        rig().balancer().drain(LIGHT, ONE);
        for (int i = 0; i < 10; i++) {
            rig().balancer().maintain(LIGHT, TWO);
            rig().runtime().freeze(rig().container(TWO));
            NodeContainer spare = rig().container(TWO);
            assertThat(spare.frozen()).isTrue();
            rig().runtime().thaw(spare);
            rig().balancer().route(LIGHT, TWO);
            assertThat(rig().server(TWO).serving()).isTrue();
            assertThat(rig().get("/light/healthz").status()).isEqualTo(200);
        }
    }
}

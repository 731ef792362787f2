package dev.elasticcloud.manager.engine;

import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Observed.server;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObserverTest {

    private static final PodSpec POD = pod("light", 1);
    private static final CloudSpec SPEC = cloud(POD);
    private static final Observation SERVING = ready(POD).serving(POD, "light-1").see();

    private final EngineRig rig = new EngineRig(SERVING);
    private final Observer observer = new Observer(rig.ports(), rig.recorder);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void engineAndBalancerAreReadAfreshEachTime() {
        Observation before = observer.observe(SPEC);
        rig.pass(Duration.ofSeconds(1));
        rig.runtime.shown = ready(POD).see();
        Observation after = observer.observe(SPEC);

        assertThat(before.containers()).hasSize(1);
        assertThat(after.containers()).isEmpty();
        assertThat(after.servers()).as("the balancer's servers").hasSize(1);
        assertThat(after.at()).isEqualTo(before.at().plusSeconds(1));
    }

    @Test
    void theLastViewOfAnUnreachableEngineIsKeptAndMarked() {
        Observation before = observer.observe(SPEC);
        rig.runtime.fail("connection refused");

        Observation after = observer.observe(SPEC);

        assertThat(after.engine().reachable()).isFalse();
        assertThat(after.engine().detail()).isEqualTo("connection refused");
        assertThat(after.containers()).isEqualTo(before.containers());
        assertThat(after.images()).isEqualTo(before.images());
        assertThat(after.networks()).isEqualTo(before.networks());
    }

    @Test
    void losingTheEngineAndItsReturnAreReportedOnceEach() {
        observer.observe(SPEC);
        rig.events.clear();
        rig.runtime.fail("connection refused");
        observer.observe(SPEC);
        observer.observe(SPEC);
        rig.runtime.recover();
        Observation back = observer.observe(SPEC);
        observer.observe(SPEC);

        assertThat(back.engine().reachable()).isTrue();
        assertThat(rig.events())
                .containsExactly(
                        "The container engine does not answer: connection refused",
                        "test 1 answers");
    }

    @Test
    void aRequestThatTheEndOfTheLoopInterruptsTellsNothingOfTheEngine() {
        observer.observe(SPEC);
        rig.events.clear();
        rig.runtime.fail("interrupted");

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> observer.observe(SPEC)).isInstanceOf(PortException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(rig.events()).isEmpty();
    }

    @Test
    void anUnreachableBalancerKeepsItsServersAndDoesNotCountAsSettled() {
        Observation before = observer.observe(SPEC);
        rig.balancer.fail("socket closed");

        Observation after = observer.observe(SPEC);

        assertThat(after.servers()).isEqualTo(before.servers());
        assertThat(after.traffic()).isEqualTo(before.traffic());
        assertThat(after.balancer().running()).as("as far as is known").isTrue();
        assertThat(after.balancer().settled()).as("no node counts as idle").isFalse();
        assertThat(after.balancer().detail()).isEqualTo("socket closed");
    }

    @Test
    void aStoppedBalancerHasNoServersAndIsReportedOnce() {
        observer.observe(SPEC);
        rig.events.clear();
        rig.balancer.shown =
                SERVING.withBalancer(new BalancerHealth(false, "", "", true, "exit code 1"))
                        .withServers(Map.of())
                        .withTraffic(Map.of());

        Observation after = observer.observe(SPEC);
        observer.observe(SPEC);

        assertThat(after.balancer().running()).isFalse();
        assertThat(after.servers()).isEmpty();
        assertThat(rig.events()).isEqualTo(List.of("The balancer ended: exit code 1"));
    }

    @Test
    void aStaleServerOfAnotherPodDoesNotHideTheNodesOwn() {
        PodSpec other = pod("heavy", 0);
        BalancerServer left = server(other, "light-1", BalancerServer.Mode.READY, false, 0);
        BalancerServer own = server(POD, "light-1", BalancerServer.Mode.READY, true, 0);

        for (List<BalancerServer> servers : List.of(List.of(left, own), List.of(own, left))) {
            rig.balancer.servers = servers;
            assertThat(observer.observe(SPEC).servers().values()).containsExactly(own);
        }
    }

    @Test
    void theReturnOfTheBalancerIsReported() {
        observer.observe(SPEC);
        rig.events.clear();
        rig.balancer.fail("socket closed");
        observer.observe(SPEC);
        rig.balancer.recover();
        observer.observe(SPEC);

        assertThat(rig.events())
                .containsExactly(
                        "The balancer does not answer: socket closed", "HAProxy test answers");
    }
}

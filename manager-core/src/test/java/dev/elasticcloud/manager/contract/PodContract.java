package dev.elasticcloud.manager.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodPhase;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every manager does with pods and with the cloud as a whole.
public interface PodContract extends ManagerUnderTest {

    @Test
    default void theThreePodsAreKnownAndNotInitialised() {
        assertThat(cloud().snapshot().pods().keySet())
                .containsExactly(HEAVY, LIGHT, PodName.of("medium"));
        assertThat(cloud().snapshot().pods().values())
                .allMatch(p -> p.phase() == PodPhase.NOT_INITIALISED);
        assertThat(cloud().snapshot().engine().kind()).isEqualTo("simulated");
    }

    @Test
    default void theHostPolicyIsTheOneThatWasSet() {
        HostPolicy policy = new HostPolicy(2.5, 64 * NodeLimits.MIB);

        cloud().submit(new Command.SetHostPolicy(policy));

        assertThat(cloud().hostPolicy()).isEqualTo(policy);
    }

    @Test
    default void theBalancersServersAndItsConfigurationCanBeRead() {
        initialise(LIGHT, 2);

        BalancerReport report = cloud().balancer();

        assertThat(report.rows())
                .extracting(BalancerReport.Row::server)
                .startsWith("", "light-1", "light-2");
        assertThat(report.rows().subList(0, 3)).allMatch(row -> row.status().equals("UP"));
        assertThat(report.configuration()).contains("backend light", "server light-2");
    }

    @Test
    default void aPreviewSaysWhatWouldBeDoneAndDoesNothing() {
        var plan = cloud().preview(new Command.Initialise(Map.of(LIGHT, 2)));

        assertThat(plan.steps().stream().map(Object::toString))
                .anyMatch(s -> s.startsWith("build the image of light"))
                .anyMatch(s -> s.startsWith("start light-2"))
                .anyMatch(s -> s.startsWith("route jobs to light-1"));
        assertThat(cloud().snapshot().pod(LIGHT).orElseThrow().phase())
                .isEqualTo(PodPhase.NOT_INITIALISED);
    }

    @Test
    default void limitsOfRunningNodesChange() {
        initialise(HEAVY, 1);

        done(new Command.SetLimits(HEAVY, NodeLimits.of(1.5, 700)));

        assertThat(cloud().snapshot().pod(HEAVY).orElseThrow().spec().limits().cpus())
                .isEqualTo(1.5);
    }

    @Test
    default void aChangeIsUndoneBySubmittingThePreviousSpec() {
        initialise(HEAVY, 1);
        PodSpec before = cloud().snapshot().pod(HEAVY).orElseThrow().spec();
        done(new Command.SetLimits(HEAVY, NodeLimits.of(1.5, 700)));
        done(new Command.SetBalance(HEAVY, Balance.LEAST_BUSY));

        CloudSnapshot undone = done(new Command.RestorePod(before));

        assertThat(undone.pod(HEAVY).orElseThrow().spec()).isEqualTo(before);
    }

    @Test
    default void theBuildLogOfAnImageCanBeRead() {
        assertThat(cloud().buildLog(HEAVY).lines()).isEmpty();
        initialise(LIGHT, 1);
        assertThat(cloud().buildLog(LIGHT).lines())
                .startsWith("Step 1/5 : simulated")
                .endsWith("Step 5/5 : simulated");
        assertThatThrownBy(() -> cloud().buildLog(PodName.of("nobody")))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    default void listenersGetEachChange() throws InterruptedException {
        BlockingQueue<Integer> slots = new LinkedBlockingQueue<>();
        try (Subscription watching =
                cloud().subscribe(s -> slots.add(s.pod(LIGHT).orElseThrow().spec().slots()))) {
            assertThat(watching).isNotNull();
            cloud().submit(new Command.SetSlots(LIGHT, 17));
            Integer told;
            do {
                told = slots.poll(SOON.toSeconds(), TimeUnit.SECONDS);
                assertThat(told).isNotNull();
            } while (told != 17);
        }
    }
}

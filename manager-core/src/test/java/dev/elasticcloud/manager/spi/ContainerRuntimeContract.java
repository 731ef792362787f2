package dev.elasticcloud.manager.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What every container runtime must do. A subclass supplies an empty runtime and cleans up.
public abstract class ContainerRuntimeContract {

    private static final NodeName NODE = NodeName.of("light-1");

    /// The runtime under test, empty before each test.
    protected abstract ContainerRuntime runtime();

    /// A small pod that it can run.
    protected abstract PodSpec pod();

    private Optional<NodeContainer> seen() {
        return runtime().observe(List.of(pod())).nodes().stream()
                .filter(node -> node.node().equals(NODE))
                .findFirst();
    }

    private NodeContainer node() {
        return seen().orElseThrow();
    }

    private NodeContainer started() {
        runtime().buildImage(pod(), line -> {});
        runtime().createNetwork(pod().name());
        runtime().start(pod(), NODE);
        Awaiting.until(
                "the node runs and has an address",
                () -> seen().filter(n -> n.running() && !n.address().isEmpty()).isPresent());
        return node();
    }

    @Test
    void anEmptyCloudHasNothing() {
        ContainerRuntime.State state = runtime().observe(List.of(pod()));
        assertThat(state.nodes()).isEmpty();
        assertThat(state.networks()).isEmpty();
        assertThat(state.engine().reachable()).isTrue();
        assertThat(state.engine().cpus()).isPositive();
    }

    @Test
    void aBuiltImageIsReportedWithItsFingerprint() {
        runtime().buildImage(pod(), line -> {});
        assertThat(runtime().observe(List.of(pod())).images())
                .containsEntry(pod().name(), pod().nodeFingerprint());
    }

    @Test
    void creatingOrRemovingANetworkTwiceIsHarmless() {
        runtime().createNetwork(pod().name());
        runtime().createNetwork(pod().name());
        assertThat(runtime().observe(List.of()).networks()).containsExactly(pod().name());
        runtime().removeNetwork(pod().name());
        runtime().removeNetwork(pod().name());
        assertThat(runtime().observe(List.of()).networks()).isEmpty();
    }

    @Test
    void anInspectedNodeIsJsonOfItsContainer() {
        NodeContainer node = started();
        assertThat(runtime().inspect(node))
                .startsWith("{")
                .contains("\"Id\":\"" + node.id(), "\"Memory\":" + pod().limits().memoryBytes());
    }

    @Test
    void aStartedNodeRunsWithItsPodsLimitsAndFingerprint() {
        NodeContainer node = started();
        assertThat(node.pod()).isEqualTo(pod().name());
        assertThat(node.limits()).isEqualTo(pod().limits());
        assertThat(node.fingerprint()).isEqualTo(pod().nodeFingerprint());
    }

    @Test
    void startingANodeThatRunsAdoptsIt() {
        NodeContainer first = started();
        runtime().start(pod(), NODE);
        assertThat(node().id()).isEqualTo(first.id());
        assertThat(node().startedAt()).isEqualTo(first.startedAt());
    }

    @Test
    void limitsChangeWithoutARestart() {
        NodeContainer before = started();
        NodeLimits higher = new NodeLimits(0.5, 160 * NodeLimits.MIB, 80);
        runtime().update(before, higher);
        assertThat(node().limits()).isEqualTo(higher);
        NodeLimits lower = new NodeLimits(0.2, 90 * NodeLimits.MIB, 60);
        runtime().update(before, lower);
        assertThat(node().limits()).isEqualTo(lower);
        assertThat(node().startedAt()).isEqualTo(before.startedAt());
    }

    @Test
    void theServingWeightCanBeGivenAtAnyTimeAndChangesNothingElse() {
        NodeContainer before = started();
        runtime().giveServingWeight(before);
        runtime().giveServingWeight(before);
        assertThat(node()).isEqualTo(before);
    }

    @Test
    void freezingOrThawingANodeTwiceIsHarmless() {
        NodeContainer node = started();
        runtime().freeze(node);
        runtime().freeze(node);
        assertThat(node().state()).isEqualTo(NodeContainer.State.FROZEN);
        runtime().thaw(node);
        runtime().thaw(node);
        assertThat(node().state()).isEqualTo(NodeContainer.State.RUNNING);
    }

    @Test
    void frozenNodesAndMissingNodesCanBeRemoved() {
        NodeContainer node = started();
        runtime().freeze(node);
        runtime().remove(node);
        assertThat(seen()).isEmpty();
        runtime().remove(node);
    }

    @Test
    void usageIsReportedFromTheSecondReadingOn() {
        NodeContainer node = started();
        List<NodeUsage> usage = new ArrayList<>();
        Awaiting.until(
                "a sample of usage",
                () -> {
                    usage.addAll(runtime().sample(List.of(node)));
                    return !usage.isEmpty();
                });
        assertThat(usage.getFirst().node()).isEqualTo(NODE);
        assertThat(usage.getFirst().memoryBytes()).isPositive();
        assertThat(usage.getFirst().memoryShare()).isBetween(0.0, 1.0);
        assertThat(usage.getFirst().cpuShare()).isNotNegative();
    }

    @Test
    void changesAreReportedUntilTheSubscriptionIsClosed() throws Exception {
        NodeContainer node = started();
        AtomicInteger wakes = new AtomicInteger();
        try (AutoCloseable subscription = runtime().onChange(wakes::incrementAndGet)) {
            assertThat(subscription).isNotNull();
            Awaiting.until(
                    "a wake after a freeze",
                    () -> {
                        runtime().freeze(node);
                        runtime().thaw(node);
                        return wakes.get() > 0;
                    });
        }
        runtime().remove(node);
    }
}

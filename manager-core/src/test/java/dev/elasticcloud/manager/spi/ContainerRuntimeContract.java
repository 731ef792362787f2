package dev.elasticcloud.manager.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    @Test
    void aShellRunsWhatIsTypedAndEndsWithItsExitCode() throws Exception {
        NodeContainer node = started();
        ShellScreen screen = new ShellScreen();
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        try (NodeShell shell = runtime().openShell(node, new TerminalSize(91, 31), screen, ended)) {
            shell.write(ShellScreen.line("stty size"));
            screen.await("31 91");
            shell.resize(new TerminalSize(120, 40));
            shell.write(ShellScreen.line("stty size"));
            screen.await("40 120");
            shell.write(ShellScreen.line("echo grüß dich"));
            screen.awaitPrinted("grüß dich");
            assertThat(ended).isNotDone();

            shell.write(ShellScreen.line("exit 3"));

            assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(3);
            assertThatThrownBy(() -> shell.write(ShellScreen.line("echo")))
                    .isInstanceOf(PortException.class);
        }
    }

    @Test
    void aShellEndsWhenItIsClosedOrItsNodeIsRemoved() throws Exception {
        NodeContainer node = started();
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        CompletableFuture<Integer> removed = new CompletableFuture<>();
        try (NodeShell shell = runtime().openShell(node, TerminalSize.USUAL, bytes -> {}, closed);
                NodeShell other =
                        runtime().openShell(node, TerminalSize.USUAL, bytes -> {}, removed)) {
            shell.close();
            Awaiting.until("the closed shell has ended", closed::isDone);
            assertThat(removed).isNotDone();

            runtime().remove(node);

            Awaiting.until("the other has ended with its node", removed::isDone);
            assertThatThrownBy(() -> other.write(ShellScreen.line("echo")))
                    .isInstanceOf(PortException.class);
        }
    }

    @Test
    void noShellIsOpenedInAFrozenNode() {
        NodeContainer node = started();
        runtime().freeze(node);
        assertThatThrownBy(
                        () ->
                                runtime()
                                        .openShell(
                                                node,
                                                TerminalSize.USUAL,
                                                bytes -> {},
                                                new CompletableFuture<>()))
                .isInstanceOf(PortException.class);
    }
}

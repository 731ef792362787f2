package dev.elasticcloud.manager.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.PortException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A node as Docker runs it: its rights, its limits and its CPU weight.
@Tag("docker")
class DockerNodeLimitsTest {

    @AutoClose private final RealRuntime real = new RealRuntime();

    @Test
    void aNodeIsHardenedAndLimited() {
        real.started();
        InspectContainerResponse node = real.inspect();
        var config = Objects.requireNonNull(node.getHostConfig());
        assertThat(config.getNanoCPUs()).isEqualTo(300_000_000L);
        assertThat(config.getMemory()).isEqualTo(100 * NodeLimits.MIB);
        assertThat(config.getMemorySwap()).isEqualTo(100 * NodeLimits.MIB);
        assertThat(config.getPidsLimit()).isEqualTo(64L);
        assertThat(config.getCapDrop()).containsExactly(Capability.ALL);
        assertThat(config.getSecurityOpts()).contains("no-new-privileges:true");
        assertThat(config.getReadonlyRootfs()).isTrue();
        assertThat(Objects.requireNonNull(config.getRestartPolicy()).getName()).isIn("no", "");
        assertThat(node.getConfig().getUser()).isEqualTo("10001:10001");
        assertThat(node.getMounts()).isEmpty();
        assertThat(
                        real.raw()
                                .inspectNetworkCmd()
                                .withNetworkId("ec-" + real.cloud() + ".light")
                                .exec()
                                .getInternal())
                .isTrue();
    }

    @Test
    void newLimitsReachTheRunningProcess() {
        NodeContainer node = real.started();
        var before = real.inspect().getState();
        real.runtime().update(node, new NodeLimits(0.6, 200 * NodeLimits.MIB, 70));
        var config = real.inspect().getHostConfig();
        assertThat(config.getNanoCPUs()).isEqualTo(600_000_000L);
        assertThat(config.getMemory()).isEqualTo(200 * NodeLimits.MIB);
        assertThat(config.getMemorySwap()).isEqualTo(200 * NodeLimits.MIB);
        assertThat(config.getPidsLimit()).isEqualTo(70L);
        assertThat(real.inspect().getState().getPidLong()).isEqualTo(before.getPidLong());
    }

    @Test
    void aMemoryLimitBelowUsageIsRefusedWithAReason() {
        NodeContainer node = real.started();
        Awaiting.until(
                "the program is loaded",
                () ->
                        real.runtime().sample(List.of(node)).stream()
                                .anyMatch(usage -> usage.memoryBytes() > 8 * NodeLimits.MIB));
        assertThatThrownBy(() -> real.runtime().update(node, NodeLimits.of(0.3, 6)))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("cannot become 6 MB");
        assertThat(real.inspect().getState().getRunning()).isTrue();
    }

    @Test
    void aNodeStartsAtALowWeightAndKeepsItsServingWeightWhateverChanges() {
        NodeContainer node = real.started();
        assertThat(weight()).isEqualTo(256);
        real.runtime().giveServingWeight(node);
        assertThat(weight()).isEqualTo(1024);
        assertThat(real.inspect().getHostConfig().getNanoCPUs()).isEqualTo(300_000_000L);
        real.runtime().update(node, new NodeLimits(0.6, 200 * NodeLimits.MIB, 70));
        assertThat(weight()).isEqualTo(1024);
        real.runtime().freeze(node);
        real.runtime().thaw(node);
        assertThat(weight()).isEqualTo(1024);
    }

    private int weight() {
        return Objects.requireNonNull(real.inspect().getHostConfig().getCpuShares());
    }

    @Test
    void aNodeAtItsProcessorLimitIsThrottledAndAnIdleOneIsNot() throws Exception {
        NodeContainer node = real.started();
        Awaiting.until(
                "an idle second",
                () ->
                        real.runtime().sample(List.of(node)).stream()
                                .anyMatch(usage -> usage.throttled() == 0));
        String loop =
                real.raw()
                        .execCreateCmd(node.id())
                        .withCmd("timeout", "20", "python3", "-c", "while True: pass")
                        .exec()
                        .getId();
        try (var running = real.raw().execStartCmd(loop).withDetach(true).start()) {
            assertThat(running).isNotNull();
            Awaiting.until(
                    "a throttled second",
                    () ->
                            real.runtime().sample(List.of(node)).stream()
                                    .anyMatch(usage -> usage.throttled() > 0.5));
        }
    }
}

package dev.elasticcloud.manager.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.HostConfig;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.spi.PortException;
import org.junit.jupiter.api.Test;

class ContainerRulesTest {

    private static HostConfig weighing(CpuWeight weight) {
        return NodeContainers.hardened(NodeLimits.of(0.3, 100)).withCpuShares(weight.shares());
    }

    @Test
    void onlyTheWeightOfAStartingNodeIsAcceptedForANewNode() {
        HostConfig right = weighing(CpuWeight.STARTING);
        assertThat(ContainerRules.node(right)).isSameAs(right);
        for (CpuWeight other : new CpuWeight[] {CpuWeight.SERVING, CpuWeight.BALANCER}) {
            assertThatThrownBy(() -> ContainerRules.node(weighing(other)))
                    .isInstanceOf(PortException.class)
                    .hasMessageContaining("its processor weight is not 256");
        }
        assertThatThrownBy(
                        () -> ContainerRules.node(NodeContainers.hardened(NodeLimits.of(1, 100))))
                .isInstanceOf(PortException.class);
    }

    @Test
    void onlyTheHighestWeightIsAcceptedForTheBalancer() {
        HostConfig right = weighing(CpuWeight.BALANCER);
        assertThat(ContainerRules.balancer(right, "/folder")).isSameAs(right);
        assertThatThrownBy(() -> ContainerRules.balancer(weighing(CpuWeight.SERVING), "/folder"))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("its processor weight is not 8192");
    }
}

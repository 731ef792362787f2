package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.PodStatus;

class SimulatedConsoleFlowTest extends ConsoleFlow {

    @Override
    HostedCloud open(ManagerConfig config) {
        return Managers.simulated(config);
    }

    @Override
    void assertLimits(PodStatus pod, NodeLimits limits) {
        assertThat(pod.spec().limits()).isEqualTo(limits);
    }
}

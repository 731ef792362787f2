package dev.elasticcloud.console.app;

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
    boolean haveLimits(PodStatus pod, NodeLimits limits) {
        return pod.spec().limits().equals(limits);
    }
}

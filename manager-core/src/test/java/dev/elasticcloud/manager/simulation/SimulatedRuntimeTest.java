package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.ContainerRuntimeContract;
import dev.elasticcloud.manager.spi.ManagerClock;

class SimulatedRuntimeTest extends ContainerRuntimeContract {

    private final ContainerRuntime runtime =
            new SimulatedCloud(ManagerClock.system(), SimulatedTimings.INSTANT, SimulatedHost.USUAL)
                    .runtime();

    @Override
    protected ContainerRuntime runtime() {
        return runtime;
    }

    @Override
    protected PodSpec pod() {
        return Specs.pod("light", 1);
    }
}

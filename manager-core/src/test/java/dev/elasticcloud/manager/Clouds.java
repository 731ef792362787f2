package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.simulation.SimulatedCloud;
import dev.elasticcloud.manager.simulation.SimulatedHost;
import dev.elasticcloud.manager.simulation.SimulatedTimings;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.nio.file.Path;

/// Simulated clouds for tests, and managers that serve them.
public final class Clouds {

    private Clouds() {}

    public static HostedCloud simulated() {
        return simulated(SimulatedTimings.INSTANT);
    }

    public static HostedCloud simulated(SimulatedTimings pace) {
        return simulated(pace, ManagerClock.system());
    }

    public static HostedCloud simulated(SimulatedTimings pace, ManagerClock clock) {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        ManagerConfig config = new ManagerConfig("test", home, home.resolve("target"), 0);
        SimulatedCloud simulated = new SimulatedCloud(clock, pace, SimulatedHost.VAST);
        return Managers.simulated(config, simulated, clock);
    }

    /// A server in front of a cloud, whose tokens end with it.
    public static Serving served(CloudManager cloud, Path data) {
        return Managers.serve(cloud, ServeConfig.loopback("test", data, false, 0));
    }
}

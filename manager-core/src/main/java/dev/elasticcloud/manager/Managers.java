package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.pods.PodFolder;
import dev.elasticcloud.manager.scale.StandardAutoscaler;
import dev.elasticcloud.manager.simulation.Pace;
import dev.elasticcloud.manager.simulation.SimulatedCloud;
import dev.elasticcloud.manager.store.SqliteStore;
import java.time.InstantSource;

/// Makes managers: the one place where the engine meets its adapters.
public final class Managers {

    private Managers() {}

    /// A cloud in memory, on the real clock; it says everywhere that it is simulated.
    public static HostedCloud simulated(ManagerConfig config) {
        return simulated(config, Pace.LIFELIKE);
    }

    static HostedCloud simulated(ManagerConfig config, Pace pace) {
        InstantSource clock = InstantSource.system();
        SimulatedCloud simulation = new SimulatedCloud(clock, pace);
        SqliteStore store = SqliteStore.inMemory();
        LocalManager.Parts parts =
                new LocalManager.Parts(
                        simulation.runtime(),
                        simulation.balancer(),
                        simulation.transport(),
                        new StandardAutoscaler(),
                        store.specs(),
                        store.decisions(),
                        store.jobs(),
                        clock,
                        () ->
                                new HostedCloud.Leftovers(
                                        simulation.left()[0], simulation.left()[1]));
        return new LocalManager(config.cloud(), parts, PodFolder.readAll(config.pods()))
                .closing(store)
                .start();
    }
}

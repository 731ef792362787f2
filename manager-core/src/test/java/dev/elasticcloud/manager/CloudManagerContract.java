package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.contract.HistoryContract;
import dev.elasticcloud.manager.contract.JobContract;
import dev.elasticcloud.manager.contract.NodeContract;
import dev.elasticcloud.manager.contract.PodContract;
import dev.elasticcloud.manager.simulation.SimulatedTimings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What every manager does alike, wherever it is; here over a simulated cloud.
abstract class CloudManagerContract
        implements PodContract, NodeContract, JobContract, HistoryContract {

    private HostedCloud hosted;
    private CloudManager cloud;

    /// The manager as its users reach it, over the one that runs in this process.
    abstract CloudManager reach(HostedCloud hosted);

    @BeforeEach
    void startManager() {
        begin(SimulatedTimings.INSTANT);
    }

    private void begin(SimulatedTimings pace) {
        hosted = Clouds.simulated(pace);
        cloud = reach(hosted);
    }

    @Override
    public void restart(SimulatedTimings pace) {
        closeManager();
        begin(pace);
    }

    @AfterEach
    void closeManager() {
        cloud.close();
        hosted.close();
    }

    HostedCloud hosted() {
        return hosted;
    }

    @Override
    public CloudManager cloud() {
        return cloud;
    }
}

package dev.elasticcloud.manager.haproxy;

import dev.elasticcloud.manager.docker.RealPods;
import dev.elasticcloud.manager.docker.balancer.DockerBalancerHost;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// The balancer on this machine.
@Tag("docker")
class HaproxyBalancerTest
        implements BalancerServingContract, BalancerQueueContract, BalancerReloadContract {

    private final String cloud = RealPods.freshCloud();

    @TempDir Path folder;
    private BalancerRig rig;

    @BeforeEach
    void oneServingNode() {
        rig = new BalancerRig(cloud, folder, () -> host(cloud, folder));
        rig.start();
    }

    @AfterEach
    void nothingIsLeft() {
        rig.close();
    }

    @Override
    public BalancerRig rig() {
        return rig;
    }

    /// Where the balancer runs; a subclass tests another machine.
    DockerBalancerHost host(String ofCloud, Path data) {
        return new DockerBalancerHost(ofCloud, null, data, BalancerRig.HAPROXY, "127.0.0.1", 0);
    }

    String cloud() {
        return cloud;
    }

    @Override
    public void deleteRuntimeSocket() throws Exception {
        Files.delete(folder.resolve("haproxy.sock"));
    }
}

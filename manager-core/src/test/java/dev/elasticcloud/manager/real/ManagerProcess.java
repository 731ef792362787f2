package dev.elasticcloud.manager.real;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.NodeStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/// A manager in a process of its own, so that a test can kill it.
public final class ManagerProcess {

    static final String READY = "ready";

    private ManagerProcess() {}

    /// Arguments: cloud, home, data. Prints, once it is ready, its balancer's address and the ids
    /// of its containers.
    public static void main(String[] args) throws InterruptedException {
        ManagerConfig config = new ManagerConfig(args[0], Path.of(args[1]), Path.of(args[2]), 0);
        HostedCloud cloud = Managers.local(config);
        PodName light = PodName.of("light");
        if (!cloud.snapshot().pod(light).orElseThrow().spec().target().initialised()) {
            cloud.submit(new Command.DisableElasticity(light));
            cloud.await(
                    cloud.submit(new Command.Initialise(Map.of(light, 3))), Duration.ofMinutes(5));
        }
        String ids =
                cloud.snapshot().pod(light).orElseThrow().nodes().stream()
                        .map(NodeStatus::containerId)
                        .collect(Collectors.joining(","));
        System.out.println(READY + " " + cloud.snapshot().balancer().url() + " " + ids);
        Thread.currentThread().join();
    }
}

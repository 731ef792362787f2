package dev.elasticcloud.manager.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeStatus;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// A cloud of its own on a real engine for each test; nothing of it may be left afterwards.
abstract class RealCloud {

    static final PodName LIGHT = PodName.of("light");
    static final Duration SOON = Duration.ofSeconds(60);
    static final Path HOME = Path.of(System.getProperty("elasticcloud.home"));

    final String name = "t" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir Path data;

    HostedCloud open() {
        return Managers.local(new ManagerConfig(name, HOME, data, 0));
    }

    @AfterEach
    void nothingIsLeft() {
        try (HostedCloud cloud = open()) {
            assertThat(cloud.tearDown(SOON)).isEqualTo(new HostedCloud.Leftovers(0, 0));
        }
    }

    static void initialise(HostedCloud cloud, int nodes) {
        cloud.submit(new Command.DisableElasticity(LIGHT));
        cloud.await(
                cloud.submit(new Command.Initialise(Map.of(LIGHT, nodes))), Duration.ofMinutes(5));
    }

    static URI light(HostedCloud cloud) {
        return URI.create(cloud.snapshot().balancer().url() + "/light/?repeat=1");
    }

    static Set<String> containers(CloudSnapshot snapshot) {
        return snapshot.pods().values().stream()
                .flatMap(p -> p.nodes().stream())
                .map(NodeStatus::containerId)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }
}

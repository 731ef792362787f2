package dev.elasticcloud.lab.bench;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/// A cloud on Docker for one benchmark; leaves nothing behind.
final class BenchCloud implements AutoCloseable {

    static final PodName LIGHT = PodName.of("light");
    static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration FIRST = Duration.ofMinutes(8);

    private final String name =
            "bench-%06x".formatted(ThreadLocalRandom.current().nextInt(0x1000000));
    private final Path data;
    private final ManagerConfig config;
    private final HostedCloud cloud;
    private boolean open = true;

    BenchCloud(BenchContext bench) throws IOException {
        data = Files.createTempDirectory("elastic-cloud-bench");
        config = new ManagerConfig(name, bench.options().home(), data, 0);
        cloud = Managers.local(config);
    }

    Path data() {
        return data;
    }

    /// Closes the manager; its nodes keep running, for another manager to adopt.
    void letGo() {
        cloud.close();
        open = false;
    }

    String name() {
        return name;
    }

    HostedCloud cloud() {
        return cloud;
    }

    PodStatus light() {
        return cloud.snapshot().pod(LIGHT).orElseThrow();
    }

    /// Initialises the pod `light` without elasticity. Its nodes are idle, so they may be more than
    /// this machine has room for.
    void initialise(int nodes, int spares) {
        cloud.submit(new Command.DisableElasticity(LIGHT));
        cloud.submit(new Command.SetHostPolicy(HostPolicy.DEFAULT.withUnbounded(true)));
        cloud.submit(new Command.SetMaxNodes(LIGHT, Math.max(nodes + 1, 50)));
        cloud.submit(new Command.SetSpares(LIGHT, spares));
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, nodes))), FIRST);
    }

    /// Submits a command and waits until it has taken effect.
    CloudSnapshot apply(Command command) {
        return cloud.await(cloud.submit(command), SOON);
    }

    @Override
    public void close() {
        try (HostedCloud last = open ? cloud : Managers.local(config)) {
            last.tearDown(SOON);
        } finally {
            delete(data);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

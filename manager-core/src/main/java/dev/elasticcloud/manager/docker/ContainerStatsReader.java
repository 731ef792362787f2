package dev.elasticcloud.manager.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Samples the usage of running nodes, comparing each reading with the previous one.
///
/// Usage comes from Docker's one-shot statistics. An engine may delay its response until the next
/// tick of its own collector, up to a second later (20.10 does so); so all nodes are asked at the
/// same time, and a round takes no longer than one node.
final class ContainerStatsReader {

    private static final int AT_ONCE = 64;

    /// How old a reading may be for the next one to be compared with it.
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DockerEngine engine;
    private final ManagerClock clock;
    private final Map<String, Reading> previous = new ConcurrentHashMap<>();

    ContainerStatsReader(DockerEngine engine, ManagerClock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /// Counters of one container.
    ///
    /// @param at the time of day
    /// @param steady the same moment of steady time
    /// @param total processor time used, in nanoseconds
    /// @param system processor time of the whole host, in nanoseconds
    record Reading(
            Instant at,
            Instant steady,
            long total,
            long system,
            int cpus,
            long memoryBytes,
            Throttling throttling) {

        static Optional<Reading> of(JsonNode stats, ManagerClock clock) {
            JsonNode cpu = stats.path("cpu_stats");
            JsonNode memory = stats.path("memory_stats");
            if (!cpu.has("system_cpu_usage") || !memory.has("usage")) {
                return Optional.empty(); // it has ended
            }
            JsonNode details = memory.path("stats");
            int cpus =
                    cpu.path("online_cpus")
                            .asInt(cpu.path("cpu_usage").path("percpu_usage").size());
            return Optional.of(
                    new Reading(
                            clock.instant(),
                            clock.steady(),
                            cpu.path("cpu_usage").path("total_usage").asLong(),
                            cpu.path("system_cpu_usage").asLong(),
                            Math.max(1, cpus),
                            Math.max(0, memory.path("usage").asLong() - droppable(details)),
                            Throttling.of(cpu)));
        }

        /// Memory that the kernel reclaims when another process needs it: the page cache, active
        /// or not, and cached file names. Files in a tmpfs are not part of it.
        private static long droppable(JsonNode details) {
            String prefix = details.has("total_inactive_file") ? "total_" : "";
            return details.path(prefix + "inactive_file").asLong()
                    + details.path(prefix + "active_file").asLong()
                    + details.path("slab_reclaimable").asLong();
        }

        /// Whether a counter was reset since an earlier reading, by a restart of the container or of
        /// its host.
        boolean resetSince(Reading earlier) {
            return total < earlier.total || system < earlier.system;
        }

        /// Average number of CPUs used since an earlier reading of the same counters, as
        /// `docker stats` computes it.
        double cpusSince(Reading earlier) {
            return (double) (total - earlier.total) / (system - earlier.system) * cpus;
        }
    }

    List<NodeUsage> sample(Collection<NodeContainer> nodes) {
        List<NodeContainer> running = nodes.stream().filter(NodeContainer::running).toList();
        Instant old = clock.steady().minus(KEPT);
        previous.values().removeIf(reading -> reading.steady().isBefore(old));
        Semaphore permits = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<NodeUsage>>> samples =
                    running.stream()
                            .map(node -> threads.submit(() -> limited(permits, node)))
                            .toList();
            return samples.stream()
                    .map(ContainerStatsReader::result)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    /// Memory that a container uses now, without the reclaimable file cache.
    long memoryOf(String id) {
        try {
            return read(id).map(Reading::memoryBytes).orElse(0L);
        } catch (IOException e) {
            return 0; // unknown: the engine decides
        }
    }

    private Optional<NodeUsage> limited(Semaphore permits, NodeContainer node)
            throws InterruptedException, IOException {
        permits.acquire();
        try {
            return one(node);
        } finally {
            permits.release();
        }
    }

    private static Optional<NodeUsage> result(Future<Optional<NodeUsage>> sample) {
        try {
            return sample.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.empty(); // the node or Docker is gone: the next observation shows which
        }
    }

    private Optional<NodeUsage> one(NodeContainer node) throws IOException {
        Optional<Reading> read = read(node.id());
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Reading now = read.get();
        Reading before = previous.get(node.id());
        if (before == null || now.resetSince(before)) {
            previous.put(node.id(), now);
            return Optional.empty();
        }
        if (now.system() == before.system()) {
            return Optional.empty(); // the same tick of the engine's collector
        }
        previous.put(node.id(), now);
        return Optional.of(
                new NodeUsage(
                        node.pod(),
                        node.node(),
                        now.at(),
                        now.cpusSince(before) / node.limits().cpus(),
                        now.memoryBytes(),
                        (double) now.memoryBytes() / node.limits().memoryBytes(),
                        now.throttling().shareSince(before.throttling())));
    }

    private Optional<Reading> read(String id) throws IOException {
        var request =
                DockerHttpClient.Request.builder()
                        .method(DockerHttpClient.Request.Method.GET)
                        .path("/containers/" + id + "/stats?stream=false&one-shot=true")
                        .build();
        try (var response = engine.rawCommands().execute(request)) {
            if (response.getStatusCode() != 200) {
                return Optional.empty();
            }
            JsonNode stats = JSON.readTree(response.getBody());
            return Reading.of(stats, clock);
        }
    }
}

package dev.elasticcloud.manager.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.docker.connection.FakeEngine;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContainerStatsReaderTest {

    private static final long SECOND = 1_000_000_000L;
    private static final String STATS = "/containers/c1/stats";

    /// Half a CPU and 100 MB, on a host with two CPUs.
    private static final NodeContainer NODE =
            new NodeContainer(
                    "c1",
                    Specs.LIGHT,
                    NodeName.of("light-1"),
                    NodeContainer.State.RUNNING,
                    "f",
                    NodeLimits.of(0.5, 100),
                    "10.89.0.3",
                    Instant.EPOCH,
                    0,
                    false);

    private FakeEngine fake;
    private DockerEngine engine;
    private ContainerStatsReader reader;
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @BeforeEach
    void start() throws IOException {
        fake = new FakeEngine();
        engine = new DockerEngine(fake.address());
        reader = new ContainerStatsReader(engine, ManagerClock.following(() -> now));
    }

    @AfterEach
    void stop() throws IOException {
        fake.close();
        engine.close();
    }

    @Test
    void theFirstReadingGivesNoSample() {
        cpu(5 * SECOND, 100 * SECOND);

        assertThat(sample()).isEmpty();
    }

    @Test
    void cpuIsAShareOfTheLimitSinceThePreviousReading() {
        cpu(5 * SECOND, 100 * SECOND);
        sample();
        // a quarter of a CPU for four seconds, in which two CPUs passed eight seconds
        cpu(6 * SECOND, 108 * SECOND);

        NodeUsage usage = sample().getFirst();

        assertThat(usage.cpuShare()).isCloseTo(0.5, within(1e-9));
        assertThat(usage.at()).isEqualTo(now);
        assertThat(usage.node()).isEqualTo(NODE.node());
    }

    @Test
    void aNodeThatUsesMoreThanItsLimitShowsMoreThanOne() {
        cpu(0, 100 * SECOND);
        sample();
        cpu(SECOND, 102 * SECOND);

        assertThat(sample().getFirst().cpuShare()).isCloseTo(2, within(1e-9));
    }

    @Test
    void theSameTickOfTheEnginesCollectorGivesNoSecondSample() {
        cpu(5 * SECOND, 100 * SECOND);
        sample();
        assertThat(sample()).isEmpty();
        cpu(6 * SECOND, 104 * SECOND);

        assertThat(sample().getFirst().cpuShare()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aResetCounterGivesNoSampleButANewBaseline() {
        cpu(500 * SECOND, 100 * SECOND);
        sample();
        cpu(SECOND, 104 * SECOND);
        assertThat(sample()).isEmpty();
        cpu(2 * SECOND, 108 * SECOND);

        assertThat(sample().getFirst().cpuShare()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aRestartedHostGivesNoSampleButANewBaseline() {
        cpu(SECOND, 9000 * SECOND);
        sample();
        cpu(2 * SECOND, 10 * SECOND);
        assertThat(sample()).isEmpty();
        cpu(3 * SECOND, 14 * SECOND);

        assertThat(sample().getFirst().cpuShare()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aReadingOlderThanAMinuteIsNoBaseline() {
        cpu(5 * SECOND, 100 * SECOND);
        sample();
        now = now.plus(Duration.ofSeconds(61));
        cpu(6 * SECOND, 222 * SECOND);

        assertThat(sample()).isEmpty();
    }

    @Test
    void withoutACpuCountThePerCpuFiguresAreCounted() {
        stats(cpuStats(0, SECOND).replace("\"online_cpus\":2", "\"x\":0"), memoryV2(0, 0));
        sample();
        stats(cpuStats(SECOND, 5 * SECOND).replace("\"online_cpus\":2", "\"x\":0"), memoryV2(0, 0));

        assertThat(sample().getFirst().cpuShare()).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void memoryExcludesTheInactiveFileCacheOfCgroup2() {
        long used = 60 * NodeLimits.MIB;
        stats(cpuStats(0, SECOND), memoryV2(used, 10 * NodeLimits.MIB));
        sample();
        stats(cpuStats(0, 2 * SECOND), memoryV2(used, 10 * NodeLimits.MIB));

        NodeUsage usage = sample().getFirst();

        assertThat(usage.memoryBytes()).isEqualTo(50 * NodeLimits.MIB);
        assertThat(usage.memoryShare()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void memoryExcludesTheTotalInactiveFileCacheOfCgroup1() {
        String memory =
                "{\"usage\":%d,\"stats\":{\"inactive_file\":%d,\"total_inactive_file\":%d}}"
                        .formatted(60 * NodeLimits.MIB, 1, 40 * NodeLimits.MIB);
        stats(cpuStats(0, SECOND), memory);

        assertThat(reader.memoryOf("c1")).isEqualTo(20 * NodeLimits.MIB);
    }

    @Test
    void memoryExcludesAllFilesThatTheKernelCanDrop() {
        String memory =
                String.format(
                        Locale.ROOT,
                        "{\"usage\":%d,\"stats\":{\"inactive_file\":%d,\"active_file\":%d,"
                                + "\"slab_reclaimable\":%d,\"shmem\":%d}}",
                        60 * NodeLimits.MIB,
                        10 * NodeLimits.MIB,
                        25 * NodeLimits.MIB,
                        5 * NodeLimits.MIB,
                        8 * NodeLimits.MIB);
        stats(cpuStats(0, SECOND), memory);

        assertThat(reader.memoryOf("c1")).isEqualTo(20 * NodeLimits.MIB);
    }

    @Test
    void memoryIsNeverBelowZero() {
        stats(cpuStats(0, SECOND), memoryV2(5, 10));

        assertThat(reader.memoryOf("c1")).isZero();
    }

    @Test
    void aNodeThatEndedOrCannotBeAskedIsLeftOutAndTheOthersAreSampled() {
        NodeContainer ended = copy("c2", "light-2");
        NodeContainer gone = copy("c3", "light-3");
        fake.answer("/containers/c2/stats", "{\"cpu_stats\":{},\"memory_stats\":{}}");
        cpu(0, SECOND);
        reader.sample(List.of(NODE, ended, gone));
        cpu(SECOND, 3 * SECOND);

        assertThat(reader.sample(List.of(NODE, ended, gone)))
                .extracting(NodeUsage::node)
                .containsExactly(NODE.node());
    }

    @Test
    void frozenNodesAreNotAsked() {
        reader.sample(List.of(NODE.withState(NodeContainer.State.FROZEN)));

        assertThat(fake.asked(STATS)).isZero();
    }

    private static NodeContainer copy(String id, String name) {
        return new NodeContainer(
                id,
                NODE.pod(),
                NodeName.of(name),
                NODE.state(),
                NODE.fingerprint(),
                NODE.limits(),
                NODE.address(),
                NODE.startedAt(),
                0,
                false);
    }

    private List<NodeUsage> sample() {
        return reader.sample(List.of(NODE));
    }

    private void cpu(long total, long system) {
        stats(cpuStats(total, system), memoryV2(0, 0));
    }

    private void stats(String cpu, String memory) {
        fake.answer(STATS, "{\"cpu_stats\":%s,\"memory_stats\":%s}".formatted(cpu, memory));
    }

    private static String cpuStats(long total, long system) {
        return """
        {"cpu_usage":{"total_usage":%d,"percpu_usage":[1,2,3]},
         "system_cpu_usage":%d,"online_cpus":2}\
        """
                .formatted(total, system);
    }

    private static String memoryV2(long usage, long inactiveFile) {
        return "{\"usage\":%d,\"stats\":{\"inactive_file\":%d}}".formatted(usage, inactiveFile);
    }
}

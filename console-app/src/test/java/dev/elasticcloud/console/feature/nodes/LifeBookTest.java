package dev.elasticcloud.console.feature.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.connection.RecordClient.Past;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LifeBookTest {

    private static final CloudSnapshot NOW = SampleClouds.busy();
    private static final LifeRange RANGE = LifeRange.MINUTES_15;
    private static final NodeName ONE = NodeName.of("light-1");
    private static final NodeName GONE = NodeName.of("light-77");

    private static Instant ago(long seconds) {
        return NOW.at().minusSeconds(seconds);
    }

    private static CloudEvent event(NodeName node, long secondsAgo, String message) {
        return new CloudEvent(
                secondsAgo,
                ago(secondsAgo),
                CloudEvent.Severity.INFO,
                CloudEvent.Kind.NODE,
                SampleClouds.LIGHT,
                node,
                message);
    }

    private static LifeBook book(List<CloudEvent> events, List<NodeUsage> usage) {
        TreeMap<NodeName, List<NodeUsage>> nodes = new TreeMap<>();
        usage.forEach(u -> nodes.put(u.node(), List.of(u)));
        PodHistory history = new PodHistory(SampleClouds.LIGHT, List.of(), nodes, List.of());
        return LifeBook.read(RANGE, new Past(List.of(history), events), NOW);
    }

    private static LifePhase phase(LifeBook book, NodeName node, long secondsAgo) {
        return book.line(node).orElseThrow().phase(book.step(ago(secondsAgo)));
    }

    @Test
    void statesOfThePastComeFromEvents() {
        LifeBook book =
                book(
                        List.of(
                                event(GONE, 600, "Node light-77 is starting"),
                                event(GONE, 500, "Node light-77 is spare (was starting)"),
                                event(
                                        GONE,
                                        300,
                                        "Node light-77 is draining (was spare): scaled down")),
                        List.of());

        assertThat(phase(book, GONE, 650)).isEqualTo(LifePhase.ABSENT);
        assertThat(phase(book, GONE, 550)).isEqualTo(LifePhase.STARTING);
        assertThat(phase(book, GONE, 400)).isEqualTo(LifePhase.SPARE);
        assertThat(phase(book, GONE, 300)).isEqualTo(LifePhase.DRAINING);
        assertThat(phase(book, GONE, 200)).isEqualTo(LifePhase.ABSENT);
    }

    @Test
    void aNodeThatDrainedIsGoneAfterItsLastSampleEvenIfItsNameIsUsedAgain() {
        LifeBook book =
                book(
                        List.of(
                                event(ONE, 800, "Node light-1 is online (was starting)"),
                                event(ONE, 600, "Node light-1 is draining (was online)"),
                                event(ONE, 200, "Node light-1 is starting")),
                        List.of(
                                new NodeUsage(
                                        SampleClouds.LIGHT, ONE, ago(590), 0.2, 40_000_000, 0.4)));

        assertThat(phase(book, ONE, 595)).isEqualTo(LifePhase.DRAINING);
        assertThat(phase(book, ONE, 400)).isEqualTo(LifePhase.ABSENT);
        assertThat(phase(book, ONE, 150)).isEqualTo(LifePhase.STARTING);
    }

    @Test
    void anOnlineNodeWithoutASampleIsUnknownAndNotIdle() {
        LifeBook book =
                book(
                        List.of(event(ONE, 800, "Node light-1 is online (was starting)")),
                        List.of(
                                new NodeUsage(
                                        SampleClouds.LIGHT, ONE, ago(400), 0.75, 40_000_000, 0.4)));

        assertThat(phase(book, ONE, 600)).isEqualTo(LifePhase.UNKNOWN);
        assertThat(phase(book, ONE, 400)).isEqualTo(LifePhase.ONLINE);
        assertThat(book.line(ONE).orElseThrow().cpu(book.step(ago(400)))).isEqualTo(0.75f);
    }

    @Test
    void aSnapshotContinuesEachLifeAndAShortGapIsBridged() {
        LifeBook book = book(List.of(), List.of());
        Duration step = RANGE.step(LifeLine.STEPS);

        book.follow(at(NOW.at().plus(step.multipliedBy(2))));
        assertThat(book.line(ONE).orElseThrow().phase(book.newest() - 1))
                .isEqualTo(LifePhase.ONLINE);

        book.follow(at(NOW.at().plus(step.multipliedBy(40))));
        assertThat(book.line(ONE).orElseThrow().phase(book.newest() - 10))
                .isEqualTo(LifePhase.UNKNOWN);
        assertThat(book.line(ONE).orElseThrow().phase(book.newest())).isEqualTo(LifePhase.ONLINE);
    }

    @Test
    void aNodeThatIsGoneForTheWholeRangeIsForgotten() {
        LifeBook book =
                book(List.of(event(GONE, 60, "Node light-77 is online (was starting)")), List.of());
        assertThat(book.line(GONE)).isPresent();

        book.follow(at(NOW.at().plus(RANGE.span())));

        assertThat(book.line(GONE)).isEmpty();
    }

    private static CloudSnapshot at(Instant when) {
        return new CloudSnapshot(
                3, when, NOW.cloud(), 1, NOW.engine(), NOW.balancer(), NOW.pods(), List.of());
    }
}

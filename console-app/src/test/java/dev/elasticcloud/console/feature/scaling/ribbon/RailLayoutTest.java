package dev.elasticcloud.console.feature.scaling.ribbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.elasticcloud.console.feature.scaling.ribbon.RailLayout.Group;
import dev.elasticcloud.console.feature.scaling.ribbon.RailLayout.Segment;
import dev.elasticcloud.console.feature.scaling.ribbon.Ribbon.Mark;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Hold;
import dev.elasticcloud.manager.model.record.Hold.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RailLayoutTest {

    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    /// One pixel a second, from 10 to 1010.
    private static final TimeAxis AXIS = new TimeAxis(START, at(1000), 10, 1000);

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static Mark mark(int second, int before, int after) {
        return new Mark(at(second), before, after);
    }

    private static Hold hold(int from, int until, Cause cause) {
        return new Hold(
                PodName.of("light"),
                at(from),
                at(until),
                Hold.Direction.MORE,
                cause,
                9,
                4,
                "because");
    }

    private static RailLayout layout(List<Mark> marks, List<Hold> holds) {
        return RailLayout.of(
                new Ribbon(AXIS.from(), AXIS.to(), List.of(), marks, holds, 4, 20), AXIS);
    }

    @Test
    void marksNearerThanEightPixelsAreOneWithACount() {
        RailLayout rail =
                layout(
                        List.of(
                                mark(100, 2, 3),
                                mark(104, 3, 5),
                                mark(107, 5, 4),
                                mark(108, 4, 6),
                                mark(200, 6, 5)),
                        List.of());

        assertThat(rail.groups())
                .extracting(Group::x, Group::count, Group::before, Group::after)
                .containsExactly(
                        tuple(110.0, 3, 2, 4), tuple(118.0, 1, 4, 6), tuple(210.0, 1, 6, 5));
        assertThat(rail.groups().getFirst().added()).isTrue();
        assertThat(rail.groups().getLast().added()).isFalse();
    }

    @Test
    void aLabelIsShortenedToItsRoom() {
        Group group = new Group(10, 3, 2, START, 6);

        assertThat(group.label(60)).isEqualTo("2→6");
        assertThat(group.label(25)).isEqualTo("3");
        assertThat(group.label(10)).isEmpty();
        assertThat(new Group(10, 1, 2, START, 6).label(25)).isEmpty();
    }

    @Test
    void aClickFindsTheNearestMarkAndTheHoldThere() {
        RailLayout rail =
                layout(
                        List.of(mark(100, 2, 3), mark(112, 3, 4)),
                        List.of(hold(50, 90, Cause.RATE), hold(120, 400, Cause.HOST_FULL)));

        assertThat(rail.group(111).map(Group::last)).contains(at(100));
        assertThat(rail.group(119).map(Group::last)).contains(at(112));
        assertThat(rail.group(140)).isEmpty();
        assertThat(rail.segment(95).map(s -> s.hold().cause())).contains(Cause.RATE);
        assertThat(rail.segment(105)).isEmpty();
        assertThat(rail.segment(300).map(s -> s.hold().cause())).contains(Cause.HOST_FULL);
    }

    @Test
    void holdsOfOneCauseThatTouchAreOneBarAndAShortOneIsStillSeen() {
        RailLayout rail =
                layout(
                        List.of(),
                        List.of(
                                hold(-50, 20, Cause.MAX),
                                hold(20, 60, Cause.MAX),
                                hold(80, 80, Cause.RATE),
                                hold(990, 1400, Cause.COOLDOWN),
                                hold(1500, 1600, Cause.MAX)));

        assertThat(rail.segments())
                .extracting(Segment::left, Segment::right, s -> s.hold().cause())
                .containsExactly(
                        tuple(10.0, 70.0, Cause.MAX),
                        tuple(90.0, 92.0, Cause.RATE),
                        tuple(1000.0, 1010.0, Cause.COOLDOWN));
    }

    @Test
    void theRailHasNoMorePartsThanItsWidthHasRoomFor() {
        Random random = new Random(7);
        List<Mark> marks = new ArrayList<>();
        List<Hold> holds = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Instant time = START.plusMillis(50L * i);
            marks.add(new Mark(time, random.nextInt(9), random.nextInt(9)));
            holds.add(
                    new Hold(
                            PodName.of("light"),
                            time,
                            time.plusMillis(40),
                            Hold.Direction.FEWER,
                            Cause.values()[random.nextInt(Cause.values().length)],
                            1,
                            2,
                            ""));
        }

        RailLayout rail = layout(marks, holds);

        assertThat(rail.groups()).hasSizeLessThanOrEqualTo(126);
        assertThat(rail.groups().stream().mapToInt(Group::count).sum()).isEqualTo(20_000);
        assertThat(rail.segments()).hasSizeBetween(100, 1001);
        for (int i = 1; i < rail.segments().size(); i++) {
            assertThat(rail.segments().get(i).left())
                    .isGreaterThanOrEqualTo(rail.segments().get(i - 1).right());
        }
    }
}

package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.feature.scaling.ribbon.Ribbon;
import dev.elasticcloud.console.feature.scaling.ribbon.Ribbon.Mark;
import dev.elasticcloud.console.feature.scaling.ribbon.Ribbon.Sample;
import dev.elasticcloud.console.feature.scaling.ribbon.RibbonView;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.Test;

/// The ribbon of the Scaling screen on its own.
class RibbonTest {

    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final int WIDTH = 1040;
    private static final int HEIGHT = 240;

    private final List<Instant> picked = new ArrayList<>();

    /// A quarter of an hour with a change in the middle and a hold after it.
    private static Ribbon quarter() {
        return ribbon(
                List.of(new Mark(START.plusSeconds(450), 3, 6)),
                List.of(
                        hold(
                                START.plusSeconds(500),
                                Duration.ofSeconds(200),
                                Hold.Cause.HOST_FULL)));
    }

    private static Hold hold(Instant from, Duration time, Hold.Cause cause) {
        return new Hold(
                PodName.of("light"),
                from,
                from.plus(time),
                Hold.Direction.MORE,
                cause,
                9,
                6,
                "no room");
    }

    private static Ribbon ribbon(List<Mark> marks, List<Hold> holds) {
        List<Sample> samples = new ArrayList<>();
        for (int second = 0; second < 900; second += 5) {
            samples.add(
                    new Sample(
                            START.plusSeconds(second),
                            second < 450 ? 12 : 24,
                            4,
                            second > 400 && second < 500 ? 31 : 9));
        }
        return new Ribbon(START, START.plusSeconds(900), samples, marks, holds, 4, 10);
    }

    private RibbonView shown(Ribbon ribbon) {
        RibbonView view = new RibbonView(picked::add);
        new Scene(view, WIDTH, HEIGHT);
        view.show(ribbon);
        view.resize(WIDTH, HEIGHT);
        view.applyCss();
        view.layout();
        return view;
    }

    private static void click(RibbonView view, double x, double y) {
        Event.fireEvent(
                view,
                new MouseEvent(
                        MouseEvent.MOUSE_CLICKED,
                        x,
                        y,
                        x,
                        y,
                        MouseButton.PRIMARY,
                        1,
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        false,
                        true,
                        false,
                        true,
                        null));
    }

    @Test
    void aClickOnAMarkOrAHoldPicksItsDecision() throws Exception {
        OnFx.run(
                () -> {
                    RibbonView view = shown(quarter());
                    click(view, 534, HEIGHT - 16 - 14 - 16 + 8);
                    click(view, 700, HEIGHT - 16 - 14 + 5);
                    click(view, 700, 50);
                });

        assertThat(picked).hasSize(2);
        assertThat(picked.getFirst()).isEqualTo(START.plusSeconds(450));
        assertThat(picked.getLast()).isBetween(START.plusSeconds(560), START.plusSeconds(640));
    }

    @Test
    void leftAndRightGoFromChangeToChange() throws Exception {
        OnFx.run(
                () ->
                        Event.fireEvent(
                                shown(quarter()),
                                new KeyEvent(
                                        KeyEvent.KEY_PRESSED,
                                        "",
                                        "",
                                        KeyCode.LEFT,
                                        false,
                                        false,
                                        false,
                                        false)));

        assertThat(picked).containsExactly(START.plusSeconds(450));
    }

    @Test
    void itSaysInWordsWhatItShows() throws Exception {
        String text = OnFx.get(() -> shown(quarter()).getAccessibleText());

        assertThat(text).contains("now 24 slots, 9 jobs, 0 of them waiting", "1 change, 1 hold");
    }

    /// Prints the time; a test of speed would fail on a busy machine.
    @Test
    void twentyThousandDecisionsAreLaidOutAndPainted() throws Exception {
        Random random = new Random(7);
        List<Mark> marks = new ArrayList<>();
        List<Hold> holds = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Instant at = START.plusMillis(45L * i);
            marks.add(new Mark(at, random.nextInt(9), random.nextInt(9)));
            Hold.Cause cause = Hold.Cause.values()[random.nextInt(Hold.Cause.values().length)];
            holds.add(hold(at, Duration.ofMillis(40), cause));
        }
        Ribbon most = ribbon(marks, holds);
        List<Long> micros = new ArrayList<>();
        OnFx.run(
                () -> {
                    RibbonView view = shown(quarter());
                    for (int i = 0; i < 30; i++) {
                        view.show(quarter());
                        view.layout();
                        long begun = System.nanoTime();
                        view.show(most);
                        view.layout();
                        micros.add((System.nanoTime() - begun) / 1000);
                    }
                });

        micros.sort(null);
        System.out.printf(
                "20,000 decisions on the rail: median %d µs, slowest %d µs%n",
                micros.get(micros.size() / 2), micros.getLast());
        assertThat(micros).hasSize(30);
    }
}

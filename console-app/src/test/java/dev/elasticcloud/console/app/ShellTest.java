package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.manager.model.spec.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/// The window's frame by keyboard: screens, layers, palette.
class ShellTest {

    private final FakeCloud cloud = new FakeCloud(SampleClouds.busy());
    private ConsoleWindow window;
    private Stage stage;

    @BeforeEach
    void openWindow() throws Exception {
        window = OnFx.get(() -> new ConsoleWindow(cloud, 1280, 800));
        stage = OnFx.open(window);
        OnFx.await(() -> cloud.histories() >= 3);
    }

    @AfterEach
    void closeWindow() throws Exception {
        OnFx.run(stage::close);
        OnFx.run(window::close);
    }

    private Node find(String selector) {
        return window.scene().lookup(selector);
    }

    private void press(KeyCode code, boolean control) throws Exception {
        OnFx.run(
                () -> {
                    Node owner = window.scene().getFocusOwner();
                    Event.fireEvent(
                            owner == null ? window.scene().getRoot() : owner,
                            new KeyEvent(
                                    KeyEvent.KEY_PRESSED,
                                    "",
                                    "",
                                    code,
                                    false,
                                    control,
                                    false,
                                    false));
                });
    }

    private void type(String character) throws Exception {
        OnFx.run(
                () -> {
                    EventType<KeyEvent> typed = KeyEvent.KEY_TYPED;
                    Node owner = window.scene().getFocusOwner();
                    Event.fireEvent(
                            owner == null ? window.scene().getRoot() : owner,
                            new KeyEvent(
                                    typed,
                                    character,
                                    "",
                                    KeyCode.UNDEFINED,
                                    false,
                                    false,
                                    false,
                                    false));
                });
    }

    private void search(String text) throws Exception {
        press(KeyCode.K, true);
        OnFx.run(() -> ((TextField) find("#palette-field")).setText(text));
    }

    @Test
    void anIdleWindowPulsesNever() throws Exception {
        AtomicInteger pulses = new AtomicInteger();
        OnFx.run(() -> window.scene().addPostLayoutPulseListener(pulses::incrementAndGet));
        // The first pulses draw what has just been shown.
        settle(pulses);
        int before = pulses.get();
        assertThat(new CountDownLatch(1).await(3, TimeUnit.SECONDS)).isFalse();
        assertThat(pulses.get() - before).isZero();
    }

    @Test
    void aFocusedTextFieldPulsesNeverEither() throws Exception {
        AtomicInteger pulses = new AtomicInteger();
        search("pa");
        OnFx.run(() -> window.scene().addPostLayoutPulseListener(pulses::incrementAndGet));
        settle(pulses);
        assertThat(window.scene().getFocusOwner()).isEqualTo(find("#palette-field"));
        int before = pulses.get();
        assertThat(new CountDownLatch(1).await(3, TimeUnit.SECONDS)).isFalse();
        assertThat(pulses.get() - before).isZero();
    }

    /// Waits until the overview says that the sample is no longer fresh, which it does once, and
    /// until half a second goes by without a pulse; a window that never rests goes on.
    private void settle(AtomicInteger pulses) throws Exception {
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> OnFx.get(this::saysThatItIsStale));
        for (int i = 0; i < 10; i++) {
            int before = pulses.get();
            assertThat(new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS)).isFalse();
            if (pulses.get() == before) {
                return;
            }
        }
    }

    private boolean saysThatItIsStale() {
        return window.scene().getRoot().lookupAll(".label").stream()
                .map(Labeled.class::cast)
                .anyMatch(label -> label.getText().contains("no update since"));
    }

    @Test
    void aDialogIsALayerOfTheSceneAndInPlaceAtItsFirstFrame() throws Exception {
        int windows = OnFx.get(() -> Window.getWindows().size());
        List<Double> lefts = new ArrayList<>();
        OnFx.run(
                () ->
                        window.scene()
                                .addPostLayoutPulseListener(
                                        () -> {
                                            Node dialog = find(".dialog");
                                            if (dialog != null) {
                                                lefts.add(dialog.localToScene(0, 0).getX());
                                            }
                                        }));
        press(KeyCode.F1, false);
        OnFx.await(() -> !lefts.isEmpty());
        OnFx.run(() -> window.scene().getRoot().requestLayout());
        OnFx.await(() -> lefts.size() > 1);
        assertThat(lefts).allMatch(left -> left > 100).containsOnly(lefts.getFirst());
        assertThat(OnFx.get(() -> Window.getWindows().size())).isEqualTo(windows);
    }

    @Test
    void escapeClosesTheTopmostLayerAndGivesTheFocusBack() throws Exception {
        OnFx.run(() -> find("#theme-toggle").requestFocus());
        press(KeyCode.F1, false);
        press(KeyCode.K, true);
        assertThat(find(".palette")).isNotNull();
        press(KeyCode.ESCAPE, false);
        assertThat(find(".palette")).isNull();
        assertThat(find(".shortcuts")).isNotNull();
        press(KeyCode.ESCAPE, false);
        assertThat(find(".shortcuts")).isNull();
        assertThat(window.scene().getFocusOwner()).isEqualTo(find("#theme-toggle"));
    }

    @Test
    void theFocusStaysWithinTheTopmostLayer() throws Exception {
        press(KeyCode.K, true);
        OnFx.run(() -> find("#theme-toggle").requestFocus());
        assertThat(window.scene().getFocusOwner()).isEqualTo(find("#palette-field"));
    }

    @Test
    void aQuestionMarkShowsTheShortcutsButIsALetterInAField() throws Exception {
        OnFx.run(() -> find("#cpus-light").requestFocus());
        type("?");
        assertThat(find(".shortcuts")).isNull();
        OnFx.run(() -> find("#theme-toggle").requestFocus());
        type("?");
        assertThat(find(".shortcuts")).isNotNull();
    }

    @Test
    void screensAreReachedByTheirShortcuts() throws Exception {
        press(KeyCode.DIGIT5, true);
        assertThat(window.current()).isEqualTo("Jobs");
        press(KeyCode.DIGIT1, true);
        assertThat(window.current()).isEqualTo("Overview");
    }

    @Test
    void everyScreenIsInTheSidebarAndInThePalette() throws Exception {
        List<String> screens =
                List.of(
                        "Overview",
                        "Pods",
                        "Nodes",
                        "Scaling",
                        "Jobs",
                        "Balancer",
                        "Hosts",
                        "Events",
                        "Settings");
        for (String screen : screens) {
            OnFx.show(stage, screen);
            assertThat(window.current()).isEqualTo(screen);
            OnFx.show(stage, "Initialise");
            search(screen.toLowerCase(Locale.ROOT));
            press(KeyCode.ENTER, false);
            assertThat(window.current()).isEqualTo(screen);
        }
    }

    @Test
    void shortcutsWorkWhileNothingHasTheFocus() throws Exception {
        OnFx.run(
                () ->
                        Event.fireEvent(
                                window.scene(),
                                new KeyEvent(
                                        KeyEvent.KEY_PRESSED,
                                        "",
                                        "",
                                        KeyCode.K,
                                        false,
                                        true,
                                        false,
                                        false)));
        assertThat(find(".palette")).isNotNull();
    }

    @Test
    void thePaletteGoesToAScreen() throws Exception {
        search("jobs");
        press(KeyCode.ENTER, false);
        assertThat(window.current()).isEqualTo("Jobs");
        assertThat(find(".palette")).isNull();
    }

    @Test
    void thePaletteRanksOnlyWhatWasTyped() throws Exception {
        search("");
        assertThat(((Label) find(".palette .count")).getText()).matches("\\d+ of \\d+");
        OnFx.run(() -> ((TextField) find("#palette-field")).setText("l"));
        assertThat(((Label) find(".palette .count")).getText()).endsWith("best first");
    }

    @Test
    void thePaletteRunsACommandOnAPod() throws Exception {
        search("pause pod li");
        press(KeyCode.ENTER, false);
        OnFx.await(() -> !cloud.commands().isEmpty());
        assertThat(cloud.commands()).containsExactly(new Command.PausePod(SampleClouds.LIGHT));
    }

    @Test
    void thePaletteFindsPodsAndNodesAndSaysWhenNothingFits() throws Exception {
        search("light-3");
        assertThat(find(".palette .row .title")).isNotNull();
        OnFx.run(() -> ((TextField) find("#palette-field")).setText("qqqq"));
        assertThat(find(".palette .none")).isNotNull();
        assertThat(find(".palette .row .title")).isNull();
    }

    @Test
    void everyControlOfTheFrameHasAnAccessibleText() throws Exception {
        List<String> silent =
                OnFx.get(
                        () ->
                                window.scene().getRoot().lookupAll(".sidebar .button").stream()
                                        .map(Button.class::cast)
                                        .filter(Node::isVisible)
                                        .filter(
                                                b ->
                                                        (b.getText() == null
                                                                        || b.getText().isEmpty())
                                                                && b.getAccessibleText() == null)
                                        .map(Node::getId)
                                        .toList());
        assertThat(silent).isEmpty();
    }
}

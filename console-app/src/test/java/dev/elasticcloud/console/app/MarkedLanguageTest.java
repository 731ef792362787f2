package dev.elasticcloud.console.app;

import static dev.elasticcloud.console.text.Texts.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.connection.CloudMenu;
import dev.elasticcloud.console.fake.ShippedPods;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.console.sample.SampleCloud;
import dev.elasticcloud.console.sample.SampleState;
import dev.elasticcloud.console.text.MarkedTexts;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The window in another language: every word that it shows is from the file of texts, or is data.
class MarkedLanguageTest {

    private final MarkedTexts language = new MarkedTexts();
    private final Set<String> strange = new TreeSet<>();

    @AfterEach
    void backToEnglish() {
        language.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "NORMAL", "ERROR"})
    void everyScreenSpeaksIt(SampleState state) throws Exception {
        try (SampleCloud cloud = new SampleCloud(state, ShippedPods.specs())) {
            ConsoleWindow window = windowOn(cloud);
            ShownTexts shown = new ShownTexts(cloud);
            List<String> screens = OnFx.get(window::screens);
            assertThat(screens).hasSize(10).allMatch(title -> title.startsWith("⟦"));
            for (String screen : screens) {
                OnFx.run(() -> window.go(screen));
                OnFx.await(window::isQuiet);
                look(window, shown, screen);
            }
            OnFx.run(window::close);
        }
        assertThat(strange).isEmpty();
    }

    @Test
    void dialogsAndPanesSpeakIt() throws Exception {
        try (SampleCloud cloud = new SampleCloud(SampleState.NORMAL, ShippedPods.specs())) {
            ConsoleWindow window = windowOn(cloud);
            ShownTexts shown = new ShownTexts(cloud);
            Stage stage = OnFx.open(window);
            press(window, shown, "screen.overview", "#overview-compact", "#burst");
            press(window, shown, "screen.overview", "#open-tasks", "#open-palette");
            press(window, shown, "screen.nodes", "#node-columns");
            assertThat(found(window, "#show-column-memory")).isNotNull();
            choose(window, shown, "screen.nodes", "#node-table");
            for (String tab : List.of("INFO", "CONDITIONS", "LOGS", "TERMINAL", "JSON")) {
                press(window, shown, "screen.nodes", "#node-tab-" + tab);
            }
            press(window, shown, "screen.balancer", "#show-configuration");
            press(window, shown, "screen.jobs", "#run-many", "#run-rows");
            press(window, shown, "screen.pods", "#open-add-pod", "#add-image");
            press(window, shown, "screen.pods", "#pod-edit", "#edit-yaml");
            press(window, shown, "screen.pods", "#pod-remove");
            choose(window, shown, "screen.events", "#event-table");
            choose(window, shown, "screen.scaling", "#decision-table");
            choose(window, shown, "screen.jobs", "#job-list");
            OnFx.run(() -> window.offer(new TwoClouds()));
            press(window, shown, "screen.settings", "#choose-cloud");
            assertThat(found(window, ".cloud-menu")).isNotNull();
            OnFx.run(() -> Event.fireEvent(window.scene().getRoot(), pressed(KeyCode.F1)));
            assertThat(found(window, ".shortcuts")).isNotNull();
            look(window, shown, "shortcuts");
            OnFx.run(stage::close);
            OnFx.run(window::close);
        }
        assertThat(strange).isEmpty();
    }

    private static ConsoleWindow windowOn(SampleCloud cloud) throws Exception {
        return OnFx.get(
                () ->
                        new ConsoleWindow(
                                cloud,
                                Preferences.inMemory(),
                                InstantSource.fixed(SampleCloud.NOW),
                                1440,
                                900));
    }

    private void press(ConsoleWindow window, ShownTexts shown, String screen, String... buttons)
            throws Exception {
        String title = text(screen);
        OnFx.run(() -> window.go(title));
        for (String id : buttons) {
            OnFx.await(window::isQuiet);
            OnFx.run(() -> ((ButtonBase) found(window, id)).fire());
            OnFx.await(window::isQuiet);
            look(window, shown, title + " after " + id);
        }
    }

    private void choose(ConsoleWindow window, ShownTexts shown, String screen, String table)
            throws Exception {
        String title = text(screen);
        OnFx.run(() -> window.go(title));
        OnFx.await(() -> !((TableView<?>) found(window, table)).getItems().isEmpty());
        OnFx.run(() -> ((TableView<?>) found(window, table)).getSelectionModel().select(0));
        OnFx.await(window::isQuiet);
        look(window, shown, title + " with a choice");
    }

    private static KeyEvent pressed(KeyCode code) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false);
    }

    /// Two saved clouds, of which one is shown.
    private static final class TwoClouds implements CloudMenu {
        @Override
        public void entries(Consumer<List<Entry>> found, Consumer<String> failed) {
            found.accept(
                    List.of(
                            new Entry("light", "http://127.0.0.1:1", true, true),
                            new Entry("heavy", "http://127.0.0.1:2", false, true)));
        }

        @Override
        public void choose(String name, Consumer<String> refused) {}

        @Override
        public void save(
                String name, String url, String token, String certificate, Consumer<String> done) {}

        @Override
        public void forget(String name, Consumer<String> done) {}
    }

    private static Node found(ConsoleWindow window, String id) {
        Node node = window.scene().lookup(id);
        assertThat(node).as(id).isNotNull();
        return node;
    }

    private void look(ConsoleWindow window, ShownTexts shown, String where) throws Exception {
        OnFx.run(
                () -> {
                    WindowCamera.lay(window.scene(), 1440, 900);
                    shown.strange(window.scene().getRoot())
                            .forEach(words -> strange.add(where + ": " + words));
                });
        assertThat(shown.seen()).as("texts seen at %s", where).isGreaterThan(20);
    }
}

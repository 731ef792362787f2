package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.console.prefs.Preferences;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user chose on a screen is there again when the console is opened the next time.
class KeptChoicesTest {

    @TempDir Path folder;

    @Test
    void filtersColumnsAndRangesAreKeptOverARestart() throws Exception {
        try (Preferences preferences = preferences()) {
            ConsoleWindow first = open(preferences);
            in(first, "Nodes");
            type(first, "#node-filter", "pod:light");
            toggle(first, "#life-HOUR");
            tick(first, "#show-column-memory");
            in(first, "Scaling");
            toggle(first, "#scaling-HOUR");
            toggle(first, "#decisions-HOLDS");
            in(first, "Events");
            type(first, "#event-search", "failed");
            tick(first, "#trouble-only");
            tick(first, "#show-DECISION");
            in(first, "Jobs");
            toggle(first, "#state-failed");
            OnFx.run(first::close);
        }
        try (Preferences preferences = preferences()) {
            ConsoleWindow second = open(preferences);
            in(second, "Nodes");
            assertThat(text(second, "#node-filter")).isEqualTo("pod:light");
            assertThat(isOn(second, "#life-HOUR")).isTrue();
            assertThat(isTicked(second, "#show-column-memory")).isFalse();
            TableView<?> nodes = find(second, "#node-table", TableView.class);
            assertThat(nodes.getItems()).hasSize(9);
            List<String> shown =
                    nodes.getColumns().stream()
                            .filter(TableColumn::isVisible)
                            .map(TableColumn::getText)
                            .toList();
            assertThat(shown).contains("CPU").doesNotContain("Memory");
            in(second, "Scaling");
            assertThat(isOn(second, "#scaling-HOUR")).isTrue();
            assertThat(isOn(second, "#decisions-HOLDS")).isTrue();
            in(second, "Events");
            assertThat(text(second, "#event-search")).isEqualTo("failed");
            assertThat(isTicked(second, "#trouble-only")).isTrue();
            assertThat(isTicked(second, "#show-DECISION")).isFalse();
            in(second, "Jobs");
            assertThat(isOn(second, "#state-failed")).isTrue();
            OnFx.run(second::close);
        }
    }

    private Preferences preferences() {
        return Preferences.read(folder.resolve("console.properties"));
    }

    private static ConsoleWindow open(Preferences preferences) throws Exception {
        FakeCloud cloud = new FakeCloud(SampleClouds.busy());
        return OnFx.get(() -> new ConsoleWindow(cloud, preferences, 1440, 900));
    }

    private static void in(ConsoleWindow window, String screen) throws Exception {
        OnFx.run(
                () -> {
                    window.go(screen);
                    WindowCamera.lay(window.scene(), 1440, 900);
                });
        OnFx.await(window::isQuiet);
    }

    private static void type(ConsoleWindow window, String id, String text) throws Exception {
        OnFx.run(() -> find(window, id, TextField.class).setText(text));
    }

    private static void toggle(ConsoleWindow window, String id) throws Exception {
        OnFx.run(() -> find(window, id, ToggleButton.class).fire());
    }

    private static void tick(ConsoleWindow window, String id) throws Exception {
        OnFx.run(() -> find(window, id, CheckBox.class).fire());
    }

    private static String text(ConsoleWindow window, String id) {
        return find(window, id, TextField.class).getText();
    }

    private static boolean isOn(ConsoleWindow window, String id) {
        return find(window, id, ToggleButton.class).isSelected();
    }

    private static boolean isTicked(ConsoleWindow window, String id) {
        return find(window, id, CheckBox.class).isSelected();
    }

    private static <T extends Node> T find(ConsoleWindow window, String id, Class<T> type) {
        Node found = window.scene().lookup(id);
        assertThat(found).as(id).isNotNull();
        return type.cast(found);
    }
}

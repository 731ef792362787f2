package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ToggleSwitch;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.event.ActionEvent;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

/// Writes pictures of the console to `target/pictures` and checks what they show.
class PicturesTest {

    private static final int[][] SIZES = {{1024, 700}, {1280, 800}, {1440, 900}, {1920, 1080}};
    private static final Path FOLDER = Path.of("target", "pictures");

    private final Map<String, CloudSnapshot> clouds =
            new TreeMap<>(
                    Map.of(
                            "busy", SampleClouds.busy(),
                            "declared", SampleClouds.declared(),
                            "empty", CloudSnapshot.empty("local", Instant.EPOCH),
                            "full", SampleClouds.fullHost(),
                            "many", SampleClouds.many(24),
                            "simulated", SampleClouds.simulated(),
                            "unreachable", SampleClouds.unreachable()));

    @Test
    void noTextIsCutInAnyThemeAndSize() throws Exception {
        for (Map.Entry<String, CloudSnapshot> entry : clouds.entrySet()) {
            FakeCloud cloud = new FakeCloud(entry.getValue());
            ConsoleWindow window = OnFx.get(() -> new ConsoleWindow(cloud, 1280, 800));
            if (entry.getValue().number() > 1 && !entry.getKey().equals("many")) {
                OnFx.await(() -> cloud.histories() >= 3);
            }
            for (Theme theme : Theme.values()) {
                OnFx.run(() -> window.show(theme));
                for (int[] size : SIZES) {
                    String name = "%s-%s-%d".formatted(entry.getKey(), theme, size[0]);
                    assertThat(cutTexts(window, size, name)).as(name).isEmpty();
                }
            }
            OnFx.run(window::close);
        }
    }

    @Test
    void decisionsOpenInADialogAboveTheScreen() throws Exception {
        FakeCloud cloud = new FakeCloud(SampleClouds.busy());
        ConsoleWindow window = OnFx.get(() -> new ConsoleWindow(cloud, 1280, 800));
        OnFx.await(() -> cloud.histories() >= 3);
        Stage stage = OnFx.open(window);
        OnFx.run(() -> ((Hyperlink) window.scene().lookup(".hyperlink")).fire());
        OnFx.await(() -> window.scene().lookup(".decisions") != null);
        shoot(window, new int[] {1280, 800}, "decisions");
        shoot(window, new int[] {1440, 900}, "decisions-1440");
        assertThat(window.scene().lookup(".decisions .sentence")).isNotNull();
        OnFx.run(stage::close);
        OnFx.run(window::close);
    }

    @Test
    void layersAndTheFirstRunAreWholeInBothThemes() throws Exception {
        FakeCloud cloud = new FakeCloud(SampleClouds.busy());
        ConsoleWindow window = OnFx.get(() -> new ConsoleWindow(cloud, 1280, 800));
        OnFx.await(() -> cloud.histories() >= 3);
        Stage stage = OnFx.open(window);
        for (Theme theme : Theme.values()) {
            OnFx.run(() -> window.show(theme));
            for (KeyCode code : List.of(KeyCode.K, KeyCode.B, KeyCode.J)) {
                press(window, code, true);
                String name = "layer-" + code + "-" + theme;
                assertThat(cutTexts(window, new int[] {1280, 800}, name)).as(name).isEmpty();
                press(window, KeyCode.ESCAPE, false);
            }
            press(window, KeyCode.F1, false);
            shoot(window, new int[] {1024, 700}, "layer-F1-" + theme);
            press(window, KeyCode.ESCAPE, false);
        }
        OnFx.run(stage::close);
        OnFx.run(window::close);
        for (CloudSnapshot snapshot :
                List.of(SampleClouds.declared(), SampleClouds.declaredWithoutDocker())) {
            ConsoleWindow first =
                    OnFx.get(() -> new ConsoleWindow(new FakeCloud(snapshot), 1280, 800));
            OnFx.run(first::beginAtTheFirstStep);
            for (Theme theme : Theme.values()) {
                OnFx.run(() -> first.show(theme));
                for (int[] size : new int[][] {{1024, 700}, {1920, 1080}}) {
                    String name =
                            "first-%s-%s-%d"
                                    .formatted(snapshot.engine().reachable(), theme, size[0]);
                    assertThat(cutTexts(first, size, name)).as(name).isEmpty();
                }
            }
            OnFx.run(first::close);
        }
    }

    @Test
    void aRunningTaskLeavesAllTextsWhole() throws Exception {
        ConsoleWindow window =
                OnFx.get(
                        () -> new ConsoleWindow(new FakeCloud(SampleClouds.declared()), 1280, 800));
        Stage stage = OnFx.open(window);
        OnFx.run(window::beginAtTheFirstStep);
        OnFx.run(() -> ((Button) window.scene().lookup("#initialise-button")).fire());
        Button tasks = (Button) window.scene().lookup("#open-tasks");
        assertThat(tasks.getText()).isEqualTo("1");
        for (Theme theme : Theme.values()) {
            OnFx.run(() -> window.show(theme));
            press(window, KeyCode.J, true);
            String name = "task-running-" + theme;
            assertThat(cutTexts(window, new int[] {1024, 700}, name)).as(name).isEmpty();
            assertThat(window.scene().lookup(".task.running .progress-bar").isVisible()).isTrue();
            press(window, KeyCode.ESCAPE, false);
        }
        OnFx.run(stage::close);
        OnFx.run(window::close);
    }

    private static void press(ConsoleWindow window, KeyCode code, boolean control)
            throws Exception {
        OnFx.run(
                () ->
                        Event.fireEvent(
                                window.scene().getRoot(),
                                new KeyEvent(
                                        KeyEvent.KEY_PRESSED,
                                        "",
                                        "",
                                        code,
                                        false,
                                        control,
                                        false,
                                        false)));
    }

    @Test
    void chartsShowValuesUnderThePointerAndFieldsShowErrors() throws Exception {
        FakeCloud cloud = new FakeCloud(SampleClouds.busy());
        ConsoleWindow window = OnFx.get(() -> new ConsoleWindow(cloud, 1024, 768));
        OnFx.await(() -> cloud.histories() >= 3);
        Stage stage = OnFx.open(window);
        cloud.refuse("Pod light may have 20 nodes at most: raise the limit first");
        OnFx.run(
                () -> {
                    TextField cpus = (TextField) window.scene().lookup("#cpus-light");
                    cpus.setText("many");
                    cpus.fireEvent(new ActionEvent());
                    Node elastic = window.scene().lookup("#elastic-medium");
                    ((ToggleSwitch) elastic).setSelected(false);
                    for (String chart : List.of("nodes", "usage", "traffic")) {
                        pointAt(window.scene().lookup("." + chart + "-chart"));
                    }
                });
        OnFx.await(() -> window.scene().lookup(".notification") != null);
        shoot(window, new int[] {1280, 800}, "pointed");
        shoot(window, new int[] {1024, 768}, "narrow");
        assertThat(window.scene().lookup(".readout").isVisible()).isTrue();
        OnFx.run(stage::close);
        OnFx.run(window::close);
    }

    private static void pointAt(Node node) {
        Point2D point = node.localToScene(120, 20);
        node.fireEvent(
                new MouseEvent(
                        MouseEvent.MOUSE_MOVED,
                        point.getX(),
                        point.getY(),
                        0,
                        0,
                        MouseButton.NONE,
                        0,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        true,
                        null));
    }

    private static void shoot(ConsoleWindow window, int[] size, String name) throws Exception {
        Path png = FOLDER.resolve(name + ".png");
        OnFx.get(
                () -> {
                    WindowCamera.shoot(window.scene(), size[0], size[1], png);
                    return true;
                });
        assertThat(Files.size(png)).isPositive();
    }

    private static List<String> cutTexts(ConsoleWindow window, int[] size, String name)
            throws Exception {
        shoot(window, size, name);
        return OnFx.get(
                () -> {
                    List<String> cut = new ArrayList<>();
                    OnFx.collectCut(window.scene().getRoot(), cut);
                    return cut;
                });
    }
}

package dev.elasticcloud.console.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.app.ConsoleWindow;
import dev.elasticcloud.console.app.OnFx;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Journeys through a window on a display, with mouse and keys, on a real Docker Engine. The screen is
/// photographed at each step, for people to look at. `.ci/real-window.sh` runs them.
@Tag("window")
class RealWindowTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final PodName FACTORS = PodName.of("factors");
    private static final Path HOME = Path.of(System.getProperty("elasticcloud.home"));

    private static final int DIALOG_TRIES = 3;

    @TempDir Path data;

    private HostedCloud cloud;
    private ConsoleWindow window;
    private Stage stage;
    private ScreenHands hands;

    @BeforeEach
    void openWindow() throws Exception {
        String name = "w" + UUID.randomUUID().toString().substring(0, 8);
        cloud = Managers.local(new ManagerConfig(name, HOME, data, 0));
        window = OnFx.get(() -> new ConsoleWindow(cloud, 1280, 760));
        OnFx.run(window::beginAtTheFirstStep);
        stage = OnFx.open(window);
        OnFx.run(() -> stage.setTitle("Elastic Cloud Console"));
        OnFx.run(stage::toFront);
        OnFx.run(stage::requestFocus);
        hands = new ScreenHands(stage, Path.of("target", "pictures", "screen"));
    }

    @AfterEach
    void closeWindow() throws Exception {
        HostedCloud.Leftovers left;
        try {
            if (stage != null) {
                OnFx.run(stage::close);
                OnFx.run(window::close);
            }
        } finally {
            left = cloud.tearDown(Duration.ofSeconds(60));
            cloud.close();
        }
        assertThat(left).isEqualTo(new HostedCloud.Leftovers(0, 0));
    }

    @Test
    void anOwnerStartsACloudAndSeesItGrow() throws Exception {
        hands.await(() -> isPainted());
        hands.photograph("1-owner-1-first-run");
        hands.click("#initialise-button");
        hands.await(() -> allServe());
        hands.photograph("1-owner-2-three-pods");

        show("Overview");
        hands.click("#burst");
        hands.photograph("1-owner-3-burst");
        hands.click("#burst-send");
        hands.await(() -> pod(LIGHT).online() > 1);
        hands.photograph("1-owner-4-grown");

        show("Scaling");
        hands.click("#scaling-pod-light");
        hands.photograph("1-owner-5-why");
    }

    @Test
    void aUserRunsAJobAndSavesItsResult() throws Exception {
        startLight();
        show("Jobs");
        hands.click("#parameter-top");
        hands.press(KeyCode.CONTROL, KeyCode.A);
        hands.type("5");
        hands.photograph("2-user-1-form");
        hands.click("#run-job");
        hands.await(() -> label("#result-title").contains("done"));
        hands.photograph("2-user-2-result");

        Path saved = data.resolve("result.csv");
        answerFileDialog(
                "#result-save", saved.toFile(), () -> Files.exists(saved), "2-user-3-saving");
        assertThat(Files.readAllLines(saved)).as("a heading and five words").hasSize(6);
        hands.photograph("2-user-4-saved");
    }

    @Test
    void anOwnerBringsAPodOfTheirOwn() throws Exception {
        show("Pods");
        hands.click("#open-add-pod");
        answerFileDialog(
                ".file-drop .button",
                HOME.resolve("docs/examples/factors").toFile(),
                () -> !OnFx.find(stage, "#add-pod", Node.class).isDisabled(),
                "3-own-pod-1-folder");
        hands.photograph("3-own-pod-2-checked");
        hands.click("#add-pod");
        hands.await(() -> label("#pod-title").contains("factors"));
        hands.click("#pod-start");
        hands.await(() -> pod(FACTORS).online() == 1);
        hands.photograph("3-own-pod-3-started");

        show("Jobs");
        hands.click("#parameter-number");
        hands.press(KeyCode.CONTROL, KeyCode.A);
        hands.type("5040");
        hands.click("#run-job");
        hands.await(() -> label("#result-title").contains("done"));
        hands.photograph("3-own-pod-4-result");
    }

    private void startLight() throws Exception {
        hands.click("#include-medium");
        hands.click("#include-heavy");
        hands.click("#initialise-button");
        hands.await(() -> pod(LIGHT).online() > 0);
    }

    /// Opens a screen with the mouse.
    private void show(String screen) throws Exception {
        hands.click(
                stage.getScene().getRoot().lookupAll(".entry").stream()
                        .filter(ToggleButton.class::isInstance)
                        .map(ToggleButton.class::cast)
                        .filter(entry -> entry.getText().equals(screen))
                        .findFirst()
                        .orElseThrow());
        hands.await(() -> window.current().equals(screen));
    }

    /// Types a path into the desktop's own dialog. It is another window, which gets the keys because
    /// it has the focus; on a busy machine it may get it before it is ready, so this is tried again.
    private void answerFileDialog(String opener, File file, BooleanSupplier arrived, String picture)
            throws Exception {
        for (int tries = 0; tries < DIALOG_TRIES && !arrived.getAsBoolean(); tries++) {
            hands.click(opener);
            hands.soon(() -> !stage.isFocused());
            hands.press(KeyCode.CONTROL, KeyCode.A);
            hands.type(file.toString());
            hands.photograph(picture);
            hands.press(KeyCode.DELETE); // what the dialog has completed by itself
            hands.press(KeyCode.ENTER);
            if (!hands.soon(() -> stage.isFocused() && arrived.getAsBoolean())) {
                hands.press(KeyCode.ESCAPE);
                hands.soon(stage::isFocused);
            }
        }
        assertThat(arrived.getAsBoolean()).as("%s was given to the dialog", file).isTrue();
    }

    /// A window that has not been painted yet is black.
    private boolean isPainted() {
        try {
            return OnFx.get(
                    () ->
                            !Color.BLACK.equals(
                                    new Robot()
                                            .getPixelColor(stage.getX() + 60, stage.getY() + 200)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean allServe() {
        return cloud.snapshot().pods().values().stream().allMatch(pod -> pod.online() > 0);
    }

    private PodStatus pod(PodName name) {
        return cloud.snapshot().pod(name).orElseThrow();
    }

    private String label(String id) {
        return stage.getScene().lookup(id) instanceof Label label ? label.getText() : "";
    }
}

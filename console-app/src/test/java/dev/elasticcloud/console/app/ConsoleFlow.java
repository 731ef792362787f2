package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.control.RangeField;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import javafx.event.ActionEvent;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.controlsfx.control.RangeSlider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/// The first steps of an owner and a user in the console: initialise, move a slider, change a
/// limit, run a job, read the result. The same on every kind of cloud.
abstract class ConsoleFlow {

    static final PodName LIGHT = PodName.of("light");

    @TempDir Path data;

    final String name = "t" + UUID.randomUUID().toString().substring(0, 8);

    abstract HostedCloud open(ManagerConfig config);

    /// Whether the pod's nodes have these limits, by what is seen outside the console.
    abstract boolean haveLimits(PodStatus pod, NodeLimits limits);

    @Test
    void anOwnerAndAUserCompleteTheirFirstSteps() throws Exception {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        try (HostedCloud cloud = open(new ManagerConfig(name, home, data, 0))) {
            try {
                visit(cloud);
            } finally {
                assertThat(cloud.tearDown(Duration.ofSeconds(60)))
                        .isEqualTo(new HostedCloud.Leftovers(0, 0));
            }
        }
    }

    private void visit(HostedCloud cloud) throws Exception {
        ConsoleWindow window = OnFx.get(() -> new ConsoleWindow(cloud, 1280, 800));
        Stage stage = OnFx.open(window);
        try {
            initialise(stage, cloud);
            picture(window, "initialise");
            moveASlider(stage, cloud);
            changeALimit(stage, cloud);
            runAJob(stage);
            picture(window, "jobs");
            useATerminal(stage);
            picture(window, "terminal");
        } finally {
            OnFx.run(stage::close);
            OnFx.run(window::close);
        }
    }

    private void picture(ConsoleWindow window, String screen) throws Exception {
        for (Theme theme : Theme.values()) {
            String name = screen + "-" + getClass().getSimpleName() + "-" + theme.name() + ".png";
            OnFx.get(
                    () -> {
                        window.show(theme);
                        WindowCamera.shoot(
                                window.scene(), 1280, 800, Path.of("target", "pictures", name));
                        return true;
                    });
        }
    }

    private void initialise(Stage stage, HostedCloud cloud) throws Exception {
        OnFx.show(stage, "Initialise");
        OnFx.run(
                () -> {
                    OnFx.find(stage, "#include-medium", CheckBox.class).fire();
                    OnFx.find(stage, "#include-heavy", CheckBox.class).fire();
                    OnFx.find(stage, "#initial-nodes-light", Spinner.class).increment(1);
                    OnFx.find(stage, "#initialise-button", Button.class).fire();
                });
        await(() -> pod(cloud).online() == 2);
        await(
                () ->
                        OnFx.find(stage, "#step-light-serving", Node.class)
                                .getStyleClass()
                                .contains("done"));
        assertThat(cloud.snapshot().pod(PodName.of("heavy")).orElseThrow().nodes()).isEmpty();
    }

    private void moveASlider(Stage stage, HostedCloud cloud) throws Exception {
        OnFx.show(stage, "Overview");
        await(() -> stage.getScene().lookup("#thresholds-light") != null);
        RangeSlider slider = OnFx.find(stage, "#thresholds-light", RangeField.class).slider();
        OnFx.run(
                () -> {
                    slider.setHighValueChanging(true);
                    slider.setHighValue(85);
                    slider.setHighValueChanging(false);
                });
        await(() -> pod(cloud).spec().elasticity().upperThreshold() == 0.85);
    }

    private void changeALimit(Stage stage, HostedCloud cloud) throws Exception {
        TextField cpu = OnFx.find(stage, "#cpus-light", TextField.class);
        OnFx.run(
                () -> {
                    cpu.requestFocus();
                    cpu.setText("0.40");
                    cpu.fireEvent(new ActionEvent());
                });
        NodeLimits wanted = NodeLimits.of(0.4, 100);
        await(() -> pod(cloud).spec().limits().equals(wanted));
        await(() -> haveLimits(pod(cloud), wanted));
    }

    private void runAJob(Stage stage) throws Exception {
        OnFx.show(stage, "Jobs");
        OnFx.run(
                () -> {
                    assertThat(OnFx.find(stage, "#job-pod", ComboBox.class).getValue())
                            .hasToString("Program[pod=light, title=Text statistics]");
                    OnFx.find(stage, "#parameter-top", TextField.class).setText("0");
                });
        assertThat(OnFx.find(stage, "#fault-top", Label.class).getText()).contains("from 1 to 100");
        assertThat(OnFx.find(stage, "#run-job", Button.class).isDisabled()).isTrue();
        OnFx.run(
                () -> {
                    OnFx.find(stage, "#parameter-top", TextField.class).setText("3");
                    OnFx.find(stage, "#run-many", ToggleButton.class).fire();
                    OnFx.find(stage, "#job-count", Spinner.class).decrement(7);
                    OnFx.find(stage, "#run-jobs", Button.class).fire();
                });
        await(() -> OnFx.find(stage, "#job-counts", Label.class).getText().contains("3 of 3 done"));
        await(
                () ->
                        stage.getScene().lookup("#answer-tree") != null
                                || stage.getScene().lookup("#answer-table") != null);
        await(() -> OnFx.find(stage, "#job-list", TableView.class).getItems().size() == 3);
    }

    private static void useATerminal(Stage stage) throws Exception {
        OnFx.show(stage, "Nodes");
        OnFx.run(
                () -> {
                    OnFx.find(stage, "#node-table", TableView.class).getSelectionModel().select(0);
                    OnFx.find(stage, "#node-tab-TERMINAL", ToggleButton.class).fire();
                    OnFx.find(stage, "#terminal-open", Button.class).fire();
                });
        await(() -> OnFx.find(stage, "#terminal-end", Button.class).isVisible());
        type(stage, "echo two words\r");
        await(() -> shownIn(stage).contains("\ntwo words\n"));
        type(stage, "stty size\r");
        await(() -> Pattern.compile("\n[0-9]{2} [0-9]{2,3}\n").matcher(shownIn(stage)).find());
        type(stage, "exit 3\r");
        await(
                () ->
                        OnFx.find(stage, "#terminal-message", Label.class)
                                .getText()
                                .contains("code 3"));
    }

    private static String shownIn(Stage stage) {
        return String.valueOf(
                OnFx.find(stage, "#terminal", Node.class)
                        .queryAccessibleAttribute(AccessibleAttribute.TEXT));
    }

    private static void type(Stage stage, String text) throws Exception {
        for (String character : text.split("")) {
            boolean end = character.equals("\r");
            OnFx.run(
                    () ->
                            OnFx.find(stage, "#terminal", Node.class)
                                    .fireEvent(
                                            new KeyEvent(
                                                    end ? KeyEvent.KEY_PRESSED : KeyEvent.KEY_TYPED,
                                                    end ? KeyEvent.CHAR_UNDEFINED : character,
                                                    "",
                                                    end ? KeyCode.ENTER : KeyCode.UNDEFINED,
                                                    false,
                                                    false,
                                                    false,
                                                    false)));
        }
    }

    private static PodStatus pod(HostedCloud cloud) {
        return cloud.snapshot().pod(LIGHT).orElseThrow();
    }

    private static void await(BooleanSupplier condition) throws Exception {
        WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, condition::getAsBoolean);
        WaitForAsyncUtils.waitForFxEvents();
    }
}

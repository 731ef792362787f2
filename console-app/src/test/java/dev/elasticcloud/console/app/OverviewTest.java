package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ToggleSwitch;
import dev.elasticcloud.console.control.RangeField;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import java.time.Duration;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.controlsfx.control.RangeSlider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The overview in a window over a sample cloud.
class OverviewTest {

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

    @Test
    void aThumbSubmitsOnceWhenReleased() throws Exception {
        RangeSlider slider = find("#thresholds-light", RangeField.class).slider();
        OnFx.run(
                () -> {
                    slider.setHighValueChanging(true);
                    slider.setHighValue(75.2);
                    slider.setHighValue(80.3);
                });
        assertThat(cloud.commands()).isEmpty();
        OnFx.run(() -> slider.setHighValueChanging(false));
        OnFx.await(() -> !cloud.commands().isEmpty());
        assertThat(cloud.commands())
                .containsExactly(new Command.SetThresholds(SampleClouds.LIGHT, 0.3, 0.8));
    }

    @Test
    void anArrowKeyMovesAThumbByOneStep() throws Exception {
        RangeSlider slider = find("#thresholds-light", RangeField.class).slider();
        OnFx.run(
                () -> {
                    slider.requestFocus();
                    press(slider, KeyEvent.KEY_PRESSED, KeyCode.RIGHT);
                    press(slider, KeyEvent.KEY_RELEASED, KeyCode.RIGHT);
                });
        OnFx.await(() -> !cloud.commands().isEmpty());
        assertThat(cloud.commands())
                .containsExactly(new Command.SetThresholds(SampleClouds.LIGHT, 0.31, 0.7));
    }

    @Test
    void anEditedThresholdStaysWhileTheSnapshotLagsBehind() throws Exception {
        RangeSlider slider = find("#thresholds-light", RangeField.class).slider();
        OnFx.run(() -> slider.setHighValue(80));
        OnFx.run(() -> cloud.publish(SampleClouds.busy()));
        assertThat(OnFx.get(slider::getHighValue)).isEqualTo(80);
    }

    @Test
    void aRefusedEditIsRevertedWithTheReason() throws Exception {
        cloud.refuse("Pod light is busy: try again");
        RangeSlider slider = find("#thresholds-light", RangeField.class).slider();
        OnFx.run(() -> slider.setHighValue(80));
        OnFx.await(() -> window.scene().lookup(".notification") != null);
        assertThat(OnFx.get(slider::getHighValue)).isEqualTo(70);
    }

    @Test
    void boundsSubmitWholeNodes() throws Exception {
        RangeSlider slider = find("#bounds-light", RangeField.class).slider();
        OnFx.run(() -> slider.setLowValue(2.6));
        OnFx.await(() -> !cloud.commands().isEmpty());
        assertThat(cloud.commands())
                .containsExactly(new Command.SetBounds(SampleClouds.LIGHT, 3, 20));
    }

    @Test
    void switchingElasticOffSubmitsAndAllowsLaunching() throws Exception {
        assertThat(button("Launch").isDisabled()).isTrue();
        OnFx.run(
                () -> {
                    // In one task: after some seconds the unchanged snapshot reverts the switch.
                    ToggleSwitch elastic = find("#elastic-light", ToggleSwitch.class);
                    elastic.setSelected(false);
                    assertThat(button("Launch").isDisabled()).isFalse();
                    elastic.setSelected(true);
                    assertThat(button("Launch").isDisabled()).isTrue();
                });
        OnFx.await(() -> cloud.commands().size() == 2);
        assertThat(cloud.commands())
                .containsExactlyInAnyOrder(
                        new Command.DisableElasticity(SampleClouds.LIGHT),
                        new Command.EnableElasticity(SampleClouds.LIGHT, 1, 20));
    }

    @Test
    void anInvalidNumberOfCpusShowsAnErrorAndSubmitsNothing() throws Exception {
        type("#cpus-light", "many");
        Label problem = find(".problem", Label.class);
        assertThat(problem.isVisible()).isTrue();
        assertThat(problem.getText()).contains("'many'").contains("0.5");
        type("#cpus-light", "9999");
        assertThat(problem.getText()).contains("out of range");
        assertThat(cloud.commands()).isEmpty();
    }

    @Test
    void limitsAcceptTheUnitsThatPeopleType() throws Exception {
        type("#cpus-light", "0,5");
        type("#memory-light", "1 GB");
        OnFx.await(() -> cloud.commands().size() == 2);
        assertThat(cloud.commands())
                .containsExactlyInAnyOrder(
                        new Command.SetLimits(SampleClouds.LIGHT, NodeLimits.of(0.5, 100)),
                        new Command.SetLimits(SampleClouds.LIGHT, NodeLimits.of(0.5, 1024)));
    }

    @Test
    void pauseBecomesResume() throws Exception {
        OnFx.run(() -> button("Pause").fire());
        OnFx.await(() -> !cloud.commands().isEmpty());
        assertThat(cloud.commands()).containsExactly(new Command.PausePod(SampleClouds.LIGHT));
        OnFx.run(() -> button("Resume").fire());
        OnFx.await(() -> cloud.commands().size() == 2);
        assertThat(cloud.commands().getLast()).isEqualTo(new Command.ResumePod(SampleClouds.LIGHT));
    }

    @Test
    void aRangeButtonRequestsThatHistory() throws Exception {
        OnFx.run(() -> find("#range-MINUTES_5", ToggleButton.class).fire());
        OnFx.await(
                () -> cloud.windows().stream().filter(Duration.ofMinutes(5)::equals).count() == 3);
        OnFx.run(() -> find("#range-MINUTES_5", ToggleButton.class).fire());
        assertThat(find("#range-MINUTES_5", ToggleButton.class).isSelected()).isTrue();
    }

    @Test
    void historyIsRequestedAtMostOnceASecond() throws Exception {
        int before = cloud.windows().size();
        for (int i = 0; i < 20; i++) {
            OnFx.run(() -> cloud.publish(SampleClouds.busy()));
        }
        assertThat(cloud.windows().size() - before).isLessThanOrEqualTo(6);
    }

    @Test
    void theThemeButtonSwitchesBackAndForth() throws Exception {
        assertThat(window.theme()).isEqualTo(Theme.DARK);
        OnFx.run(() -> find("#theme-toggle", Button.class).fire());
        assertThat(window.theme()).isEqualTo(Theme.LIGHT);
        assertThat(window.scene().getStylesheets().getFirst()).endsWith("light.css");
        OnFx.run(() -> find("#theme-toggle", Button.class).fire());
        assertThat(window.theme()).isEqualTo(Theme.DARK);
    }

    @Test
    void aSimulatedCloudIsMarkedAsSimulated() throws Exception {
        OnFx.run(() -> cloud.publish(SampleClouds.simulated()));
        OnFx.await(() -> find(".banner.simulated", Label.class).isVisible());
        assertThat(find(".banner.simulated", Label.class).getText()).contains("Simulated cloud");
    }

    private void type(String field, String text) throws Exception {
        OnFx.run(
                () -> {
                    TextField input = find(field, TextField.class);
                    input.requestFocus();
                    input.setText(text);
                    press(input, KeyEvent.KEY_PRESSED, KeyCode.ENTER);
                });
    }

    private static void press(Node node, EventType<KeyEvent> type, KeyCode code) {
        Event.fireEvent(node, new KeyEvent(type, "", "", code, false, false, false, false));
    }

    private Button button(String text) {
        for (Node node : window.scene().getRoot().lookupAll(".pod-card .button")) {
            if (node instanceof Labeled labeled && labeled.getText().equals(text)) {
                return (Button) labeled;
            }
        }
        throw new AssertionError("There is no button " + text);
    }

    private <T extends Node> T find(String selector, Class<T> type) {
        return type.cast(window.scene().lookup(selector));
    }
}

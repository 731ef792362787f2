package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ToggleSwitch;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.console.prefs.Preferences;
import javafx.css.CssMetaData;
import javafx.css.StyleableProperty;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How the window looks, from the settings and from the sidebar.
class AppearanceTest {

    private final Preferences preferences = Preferences.inMemory();
    private ConsoleWindow window;
    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        window = OnFx.get(() -> new ConsoleWindow(cloud(), preferences, 1280, 800));
        stage = OnFx.open(window);
    }

    @AfterEach
    void close() throws Exception {
        OnFx.run(stage::close);
        OnFx.run(window::close);
    }

    private static FakeCloud cloud() {
        return new FakeCloud(SampleClouds.busy());
    }

    private boolean isChosen(String id) {
        return OnFx.find(stage, id, ToggleButton.class).isSelected();
    }

    @Test
    void theThemeOfTheSidebarIsTheOneInTheSettings() throws Exception {
        OnFx.show(stage, "Settings");
        OnFx.run(() -> OnFx.find(stage, "#theme-toggle", Button.class).fire());
        assertThat(isChosen("#theme-light")).isTrue();
        OnFx.run(() -> OnFx.find(stage, "#theme-dark", ToggleButton.class).fire());
        assertThat(window.theme()).isEqualTo(Theme.DARK);
        OnFx.run(() -> window.show(Theme.LIGHT));
        assertThat(isChosen("#theme-light")).isTrue();
        assertThat(isChosen("#theme-dark")).isFalse();
    }

    @Test
    void theNextWindowLooksAsTheUserLeftThisOne() throws Exception {
        OnFx.show(stage, "Settings");
        OnFx.run(
                () -> {
                    OnFx.find(stage, "#theme-light", ToggleButton.class).fire();
                    OnFx.find(stage, "#scale", Slider.class).setValue(120);
                });
        close();
        open();
        assertThat(window.theme()).isEqualTo(Theme.LIGHT);
        OnFx.show(stage, "Settings");
        assertThat(OnFx.find(stage, "#scale", Slider.class).getValue()).isEqualTo(120);
        assertThat(
                        OnFx.get(
                                () ->
                                        OnFx.find(stage, "#scale", Slider.class)
                                                .getLocalToSceneTransform()
                                                .getMxx()))
                .isEqualTo(1.2);
    }

    @Test
    void theWindowsFrameStaysInALowWindow() throws Exception {
        OnFx.show(stage, "Settings");
        OnFx.run(
                () -> {
                    OnFx.find(stage, "#scale", Slider.class).setValue(150);
                    stage.setWidth(1024);
                    stage.setHeight(700);
                });
        OnFx.await(() -> window.scene().getHeight() <= 700);
        double[] ends =
                OnFx.get(
                        () -> {
                            Parent root = window.scene().getRoot();
                            root.applyCss();
                            root.layout();
                            return new double[] {
                                root.lookup(".product")
                                        .localToScene(root.lookup(".product").getLayoutBounds())
                                        .getMinY(),
                                root.lookup("#theme-toggle")
                                        .localToScene(
                                                root.lookup("#theme-toggle").getLayoutBounds())
                                        .getMaxY()
                            };
                        });
        assertThat(ends[0]).isPositive();
        assertThat(ends[1]).isLessThanOrEqualTo(700);
    }

    @Test
    void reducedMotionLetsSwitchesChangeAtOnce() throws Exception {
        assertThat(glideMillis()).isPositive();
        OnFx.show(stage, "Settings");
        OnFx.run(() -> OnFx.find(stage, "#reduced-motion", CheckBox.class).fire());
        OnFx.show(stage, "Overview");
        assertThat(glideMillis()).isZero();
    }

    private double glideMillis() throws Exception {
        return OnFx.get(
                () -> {
                    window.scene().getRoot().applyCss();
                    Node found = window.scene().lookup(".toggle-switch");
                    ToggleSwitch control = (ToggleSwitch) found;
                    return control.getCssMetaData().stream()
                            .filter(m -> m.getProperty().equals("-fx-thumb-move-animation-time"))
                            .map(m -> value(m, control))
                            .findFirst()
                            .orElseThrow();
                });
    }

    @SuppressWarnings("unchecked")
    private static double value(CssMetaData<?, ?> property, ToggleSwitch control) {
        StyleableProperty<?> value =
                ((CssMetaData<ToggleSwitch, ?>) property).getStyleableProperty(control);
        return ((Number) value.getValue()).doubleValue();
    }
}

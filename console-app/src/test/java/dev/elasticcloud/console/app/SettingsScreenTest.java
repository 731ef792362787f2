package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.Role;
import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An owner's way over the settings screen, with pictures of it in `target/pictures`.
class SettingsScreenTest {

    private static final Path PICTURES = Path.of("target", "pictures");

    @TempDir Path data;

    @Test
    void anOwnerChangesTheLookAndHandsOutATokenOnce() throws Exception {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        try (HostedCloud cloud = Managers.simulated(new ManagerConfig("set", home, data, 0))) {
            ConsoleWindow window = OnFx.get(() -> new ConsoleWindow(cloud, 1280, 800));
            Stage stage = OnFx.open(window);
            try {
                visit(cloud, window, stage);
            } finally {
                OnFx.run(stage::close);
                OnFx.run(window::close);
            }
        }
    }

    private static void visit(HostedCloud cloud, ConsoleWindow window, Stage stage)
            throws Exception {
        OnFx.show(stage, "Settings");
        OnFx.shoot(window, PICTURES, "settings");
        OnFx.run(() -> OnFx.find(stage, "#theme-light", ToggleButton.class).fire());
        assertThat(window.theme()).isEqualTo(Theme.LIGHT);
        OnFx.run(() -> OnFx.find(stage, "#theme-system", ToggleButton.class).fire());
        OnFx.run(() -> OnFx.find(stage, "#theme-dark", ToggleButton.class).fire());
        assertThat(window.theme()).isEqualTo(Theme.DARK);
        assertThat(OnFx.find(stage, "#licences", TextArea.class).getText()).contains("Jackson");

        assertThat(OnFx.find(stage, "#token-create", Button.class).isDisabled()).isTrue();
        OnFx.run(() -> OnFx.find(stage, "#token-name", TextField.class).setText("~"));
        assertThat(OnFx.find(stage, "#token-create", Button.class).isDisabled()).isTrue();
        OnFx.run(
                () -> {
                    OnFx.find(stage, "#token-name", TextField.class).setText("anna");
                    OnFx.find(stage, "#token-create", Button.class).fire();
                });
        OnFx.await(
                () ->
                        OnFx.find(stage, "#token-secret", TextField.class)
                                .getText()
                                .startsWith("ec_"));
        String secret = OnFx.find(stage, "#token-secret", TextField.class).getText();
        assertThat(cloud.tokens().list())
                .singleElement()
                .satisfies(
                        token -> {
                            assertThat(token.name()).isEqualTo("anna");
                            assertThat(token.role()).isEqualTo(Role.USER);
                        });
        OnFx.shoot(window, PICTURES, "settings-token");
        String id = cloud.tokens().list().getFirst().id();
        OnFx.run(() -> OnFx.find(stage, "#token-copy", Button.class).fire());
        String copied = OnFx.get(() -> Clipboard.getSystemClipboard().getString());
        assertThat(copied).isEqualTo(secret);
        assertThat(OnFx.find(stage, "#token-secret", TextField.class).getText()).isEmpty();
        OnFx.await(() -> stage.getScene().lookup("#revoke-" + id) != null);
        OnFx.run(() -> OnFx.find(stage, "#revoke-" + id, Button.class).fire());
        OnFx.await(() -> !cloud.tokens().list().getFirst().isValid());

        OnFx.run(() -> OnFx.find(stage, "#scale", Slider.class).setValue(150));
        OnFx.shoot(window, PICTURES, "settings-150");
        assertThat(
                        OnFx.get(
                                () ->
                                        OnFx.find(stage, "#scale", Slider.class)
                                                .getLocalToSceneTransform()
                                                .getMxx()))
                .isEqualTo(1.5);
    }

    @Test
    void anAppearanceIsReadAsItWasWritten() {
        var written = new dev.elasticcloud.console.control.Appearance();
        written.modeProperty().set(dev.elasticcloud.console.control.Appearance.Mode.SYSTEM);
        written.scaleProperty().set(120);
        written.reducedMotionProperty().set(true);
        var read = new dev.elasticcloud.console.control.Appearance();
        read.read(written.written());
        assertThat(read.written()).isEqualTo(written.written());
        read.read("nonsense");
        read.read("DARK 999 false");
        assertThat(read.written()).isEqualTo("DARK 200 false");
    }
}

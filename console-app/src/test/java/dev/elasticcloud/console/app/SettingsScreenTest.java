package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
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
        show(stage, "Settings");
        shoot(window, "settings");
        OnFx.run(() -> find(stage, "#theme-light", ToggleButton.class).fire());
        assertThat(window.theme()).isEqualTo(Theme.LIGHT);
        OnFx.run(() -> find(stage, "#theme-system", ToggleButton.class).fire());
        OnFx.run(() -> find(stage, "#theme-dark", ToggleButton.class).fire());
        assertThat(window.theme()).isEqualTo(Theme.DARK);
        assertThat(find(stage, "#licences", TextArea.class).getText()).contains("Jackson");

        assertThat(find(stage, "#token-create", Button.class).isDisabled()).isTrue();
        OnFx.run(() -> find(stage, "#token-name", TextField.class).setText("~"));
        assertThat(find(stage, "#token-create", Button.class).isDisabled()).isTrue();
        OnFx.run(
                () -> {
                    find(stage, "#token-name", TextField.class).setText("anna");
                    find(stage, "#token-create", Button.class).fire();
                });
        OnFx.await(() -> find(stage, "#token-secret", TextField.class).getText().startsWith("ec_"));
        String secret = find(stage, "#token-secret", TextField.class).getText();
        assertThat(cloud.tokens().list())
                .singleElement()
                .satisfies(
                        token -> {
                            assertThat(token.name()).isEqualTo("anna");
                            assertThat(token.role()).isEqualTo(Role.USER);
                        });
        shoot(window, "settings-token");
        String id = cloud.tokens().list().getFirst().id();
        OnFx.run(() -> find(stage, "#token-copy", Button.class).fire());
        String copied = OnFx.get(() -> Clipboard.getSystemClipboard().getString());
        assertThat(copied).isEqualTo(secret);
        assertThat(find(stage, "#token-secret", TextField.class).getText()).isEmpty();
        OnFx.await(() -> stage.getScene().lookup("#revoke-" + id) != null);
        OnFx.run(() -> find(stage, "#revoke-" + id, Button.class).fire());
        OnFx.await(() -> !cloud.tokens().list().getFirst().isValid());

        OnFx.run(() -> find(stage, "#scale", Slider.class).setValue(150));
        shoot(window, "settings-150");
        assertThat(
                        OnFx.get(
                                () ->
                                        find(stage, "#scale", Slider.class)
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

    private static void shoot(ConsoleWindow window, String name) throws Exception {
        for (Theme theme : Theme.values()) {
            for (int[] size : new int[][] {{1920, 1080}, {1280, 800}, {1024, 700}}) {
                Path png = PICTURES.resolve("%s-%s-%d.png".formatted(name, theme, size[0]));
                OnFx.get(
                        () -> {
                            window.show(theme);
                            WindowCamera.shoot(window.scene(), size[0], size[1], png);
                            return true;
                        });
                assertThat(Files.size(png)).isPositive();
            }
        }
        OnFx.run(() -> window.show(Theme.DARK));
    }

    private static void show(Stage stage, String screen) throws Exception {
        OnFx.run(
                () ->
                        stage.getScene().getRoot().lookupAll(".entry").stream()
                                .filter(ToggleButton.class::isInstance)
                                .map(ToggleButton.class::cast)
                                .filter(item -> item.getText().equals(screen))
                                .findFirst()
                                .orElseThrow()
                                .fire());
    }

    private static <T extends Node> T find(Stage stage, String id, Class<T> type) {
        Node found = stage.getScene().lookup(id);
        assertThat(found).as(id).isNotNull();
        return type.cast(found);
    }
}

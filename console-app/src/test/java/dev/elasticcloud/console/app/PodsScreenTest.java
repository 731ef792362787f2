package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An owner's way over the pods screen, with pictures of it in `target/pictures`.
class PodsScreenTest {

    private static final Path PICTURES = Path.of("target", "pictures");

    @TempDir Path data;

    @Test
    void anOwnerStartsChangesAndRemovesAPod() throws Exception {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        try (HostedCloud cloud = Managers.simulated(new ManagerConfig("pods", home, data, 0))) {
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

    private void visit(HostedCloud cloud, ConsoleWindow window, Stage stage) throws Exception {
        PodName light = PodName.of("light");
        OnFx.show(stage, "Pods");
        OnFx.shoot(window, PICTURES, "pods-declared");
        OnFx.run(() -> OnFx.find(stage, "#pod-start", Button.class).fire());
        OnFx.await(() -> cloud.snapshot().pod(light).orElseThrow().online() == 1);
        OnFx.shoot(window, PICTURES, "pods-started");
        OnFx.run(() -> OnFx.find(stage, "#pod-edit", Button.class).fire());
        OnFx.await(() -> stage.getScene().lookup("#setting-limits-cpus") != null);
        OnFx.run(() -> OnFx.find(stage, "#setting-limits-cpus", TextField.class).setText("900"));
        assertThat(OnFx.find(stage, "#pod-apply", Button.class).isDisabled()).isTrue();
        OnFx.shoot(window, PICTURES, "pods-edit-wrong");
        OnFx.run(() -> OnFx.find(stage, "#setting-limits-cpus", TextField.class).setText("0.45"));
        OnFx.await(() -> !OnFx.find(stage, "#pod-apply", Button.class).isDisabled());
        OnFx.shoot(window, PICTURES, "pods-edit");
        OnFx.run(() -> OnFx.find(stage, "#edit-yaml", ToggleButton.class).fire());
        OnFx.shoot(window, PICTURES, "pods-edit-yaml");
        OnFx.run(() -> OnFx.find(stage, "#pod-apply", Button.class).fire());
        OnFx.await(() -> cloud.snapshot().pod(light).orElseThrow().spec().limits().cpus() == 0.45);
        OnFx.await(() -> OnFx.find(stage, "#pods-undo", Button.class).isVisible());
        OnFx.run(() -> OnFx.find(stage, "#pods-undo", Button.class).fire());
        OnFx.await(() -> cloud.snapshot().pod(light).orElseThrow().spec().limits().cpus() == 0.3);
        OnFx.run(() -> OnFx.find(stage, "#open-add-pod", Button.class).fire());
        OnFx.await(() -> stage.getScene().lookup("#add-pod") != null);
        OnFx.shoot(window, PICTURES, "pods-add");
        OnFx.run(() -> OnFx.find(stage, "#pod-remove", Button.class).fire());
        OnFx.await(() -> stage.getScene().lookup("#confirm") != null);
        assertThat(OnFx.find(stage, "#confirm", Button.class).isDisabled()).isTrue();
        OnFx.run(() -> OnFx.find(stage, "#confirm-name", TextField.class).setText("light"));
        OnFx.shoot(window, PICTURES, "pods-remove");
        OnFx.run(() -> OnFx.find(stage, "#confirm", Button.class).fire());
        OnFx.await(() -> cloud.snapshot().pod(light).isEmpty());
    }
}

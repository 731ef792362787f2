package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A user's way over the jobs screen, with pictures of it in `target/pictures`.
class JobsScreenTest {

    private static final Path PICTURES = Path.of("target", "pictures");

    @TempDir Path data;

    @Test
    void aUserRunsJobsReadsTheResultAndFindsThemAgain() throws Exception {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        try (HostedCloud cloud = Managers.simulated(new ManagerConfig("shots", home, data, 0))) {
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
        OnFx.show(stage, "Jobs");
        OnFx.await(
                () -> OnFx.find(stage, "#job-problem", Label.class).getText().contains("started"));
        assertThat(OnFx.find(stage, "#run-job", Button.class).isDisabled()).isTrue();
        OnFx.shoot(window, PICTURES, "jobs-empty");
        cloud.await(
                cloud.submit(
                        new Command.Initialise(
                                Map.of(
                                        PodName.of("light"), 2,
                                        PodName.of("medium"), 2,
                                        PodName.of("heavy"), 1))),
                Duration.ofSeconds(60));
        OnFx.await(() -> !OnFx.find(stage, "#run-job", Button.class).isDisabled());
        OnFx.run(() -> OnFx.find(stage, "#run-job", Button.class).fire());
        OnFx.await(() -> stage.getScene().lookup("#answer-tree") != null);
        OnFx.run(
                () -> {
                    ComboBox<?> programs = OnFx.find(stage, "#job-pod", ComboBox.class);
                    programs.getSelectionModel().select(1);
                    OnFx.find(stage, "#run-many", ToggleButton.class).fire();
                    OnFx.find(stage, "#run-jobs", Button.class).fire();
                });
        OnFx.await(() -> OnFx.find(stage, "#job-list", TableView.class).getItems().size() == 11);
        OnFx.run(() -> OnFx.find(stage, "#parameter-height", TextField.class).setText("24000"));
        assertThat(OnFx.find(stage, "#run-jobs", Button.class).isDisabled()).isTrue();
        OnFx.shoot(window, PICTURES, "jobs-full");
        OnFx.run(() -> OnFx.find(stage, "#state-failed", ToggleButton.class).fire());
        OnFx.await(() -> OnFx.find(stage, "#job-list", TableView.class).getItems().isEmpty());
        OnFx.shoot(window, PICTURES, "jobs-filtered");
    }
}

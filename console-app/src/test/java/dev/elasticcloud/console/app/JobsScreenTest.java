package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javafx.scene.Node;
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
        show(stage, "Jobs");
        OnFx.await(() -> find(stage, "#job-problem", Label.class).getText().contains("started"));
        assertThat(find(stage, "#run-job", Button.class).isDisabled()).isTrue();
        shoot(window, "jobs-empty");
        cloud.await(
                cloud.submit(
                        new Command.Initialise(
                                Map.of(
                                        PodName.of("light"), 2,
                                        PodName.of("medium"), 2,
                                        PodName.of("heavy"), 1))),
                Duration.ofSeconds(60));
        OnFx.await(() -> !find(stage, "#run-job", Button.class).isDisabled());
        OnFx.run(() -> find(stage, "#run-job", Button.class).fire());
        OnFx.await(() -> stage.getScene().lookup("#answer-tree") != null);
        OnFx.run(
                () -> {
                    ComboBox<?> programs = find(stage, "#job-pod", ComboBox.class);
                    programs.getSelectionModel().select(1);
                    find(stage, "#run-many", ToggleButton.class).fire();
                    find(stage, "#run-jobs", Button.class).fire();
                });
        OnFx.await(() -> find(stage, "#job-list", TableView.class).getItems().size() == 11);
        OnFx.run(() -> find(stage, "#parameter-height", TextField.class).setText("24000"));
        assertThat(find(stage, "#run-jobs", Button.class).isDisabled()).isTrue();
        shoot(window, "jobs-full");
        OnFx.run(() -> find(stage, "#state-failed", ToggleButton.class).fire());
        OnFx.await(() -> find(stage, "#job-list", TableView.class).getItems().isEmpty());
        shoot(window, "jobs-filtered");
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

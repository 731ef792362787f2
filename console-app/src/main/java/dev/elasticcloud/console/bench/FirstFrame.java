package dev.elasticcloud.console.bench;

import dev.elasticcloud.console.app.ConsoleWindow;
import dev.elasticcloud.console.app.Theme;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.console.sample.SampleCloud;
import dev.elasticcloud.console.sample.SampleState;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/// A separate process that opens one window and prints how long that took from its start.
public final class FirstFrame {

    private static final int PATIENCE_SECONDS = 60;

    private FirstFrame() {}

    /// Opens the window that the argument names, `bare` or `console`, prints milliseconds and
    /// ends.
    public static void main(String[] args) {
        Platform.startup(args[0].equals("bare") ? FirstFrame::openBare : FirstFrame::openConsole);
    }

    private static void openBare() {
        Scene scene =
                new Scene(
                        new VBox(new Label("Name"), new TextField(), new Button("Done")),
                        1440,
                        900);
        Theme.DARK.applyTo(scene);
        show(scene, () -> true);
    }

    private static void openConsole() {
        SampleCloud cloud =
                new SampleCloud(
                        SampleState.NORMAL,
                        List.of(
                                PodSpec.ofImage(PodName.of("light"), "light"),
                                PodSpec.ofImage(PodName.of("medium"), "medium"),
                                PodSpec.ofImage(PodName.of("heavy"), "heavy")));
        ConsoleWindow window = new ConsoleWindow(cloud, Preferences.inMemory(), 1440, 900);
        show(window.scene(), window::isQuiet);
    }

    /// The frame is usable once it has been laid out with all requested data.
    private static void show(Scene scene, BooleanSupplier complete) {
        scene.addPostLayoutPulseListener(
                () -> {
                    if (complete.getAsBoolean()) {
                        long begun = ManagementFactory.getRuntimeMXBean().getStartTime();
                        System.out.println(System.currentTimeMillis() - begun);
                        System.out.flush();
                        Runtime.getRuntime().halt(0);
                    } else {
                        Platform.requestNextPulse();
                    }
                });
        Stage stage = new Stage();
        stage.setScene(scene);
        stage.show();
    }

    /// Starts such a process and returns the milliseconds that it printed.
    static double measure(String window) throws InterruptedException {
        try {
            Path said = Files.createTempFile("first-frame", ".out");
            Path complained = Files.createTempFile("first-frame", ".err");
            try {
                Process child =
                        new ProcessBuilder(command(window))
                                .redirectOutput(said.toFile())
                                .redirectError(complained.toFile())
                                .start();
                boolean ended;
                try {
                    ended = child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                } finally {
                    child.destroyForcibly();
                }
                String text = Files.readString(said).strip();
                if (!ended || !text.matches("\\d+")) {
                    throw new CloudException(
                            ErrorCode.INTERNAL,
                            "The process with the window '%s' %s; it said: %s"
                                    .formatted(
                                            window,
                                            ended
                                                    ? "ended without a frame"
                                                    : "has shown no frame within %d s"
                                                            .formatted(PATIENCE_SECONDS),
                                            Files.readString(complained).strip()));
                }
                return Double.parseDouble(text);
            } finally {
                Files.deleteIfExists(said);
                Files.deleteIfExists(complained);
            }
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "A process with a window cannot be started: " + e.getMessage(),
                    e);
        }
    }

    private static List<String> command(String window) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        String main = FirstFrame.class.getName();
        String modules = System.getProperty("jdk.module.path", "");
        if (modules.isEmpty()) {
            command.add("--class-path");
            command.add(System.getProperty("java.class.path", ""));
            command.add(main);
        } else {
            command.add("--module-path");
            command.add(modules);
            command.add("--module");
            command.add("dev.elasticcloud.console/" + main);
        }
        command.add(window);
        return command;
    }
}

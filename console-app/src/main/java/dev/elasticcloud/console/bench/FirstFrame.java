package dev.elasticcloud.console.bench;

import dev.elasticcloud.console.app.ConsoleWindow;
import dev.elasticcloud.console.app.Theme;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.console.sample.SampleCloud;
import dev.elasticcloud.console.sample.SampleState;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
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
    static double measure(String window) throws IOException, InterruptedException {
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
        Process child =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader said = child.inputReader()) {
            String line = said.readLine();
            if (line == null) {
                throw new IOException("The process with the window '%s' ended".formatted(window));
            }
            return Double.parseDouble(line.strip());
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}

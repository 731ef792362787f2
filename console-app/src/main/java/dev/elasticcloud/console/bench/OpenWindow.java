package dev.elasticcloud.console.bench;

import dev.elasticcloud.console.app.ConsoleWindow;
import dev.elasticcloud.console.app.FxCalls;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.console.sample.SampleCloud;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.stage.Stage;

/// A window of the console on a sample cloud, as a benchmark uses it from another thread.
final class OpenWindow implements AutoCloseable {

    private final ConsoleWindow window;
    private final Stage stage;
    private final long uiThread;

    /// Of the UI thread.
    private final List<Double> pulseMillis = new ArrayList<>();

    private long begun;

    /// @param screen the title of the screen to show
    OpenWindow(SampleCloud cloud, String screen) {
        window =
                FxCalls.get(
                        () ->
                                new ConsoleWindow(
                                        cloud,
                                        Preferences.inMemory(),
                                        () -> cloud.snapshot().at(),
                                        1440,
                                        900));
        stage = FxCalls.get(Stage::new);
        uiThread =
                FxCalls.get(
                        () -> {
                            stage.setScene(window.scene());
                            window.scene()
                                    .addPreLayoutPulseListener(() -> begun = System.nanoTime());
                            window.scene().addPostLayoutPulseListener(this::pulsed);
                            stage.show();
                            window.go(screen);
                            return Thread.currentThread().threadId();
                        });
        FxCalls.awaitQuiet(window);
        rest(Duration.ofSeconds(1));
    }

    private void pulsed() {
        pulseMillis.add((System.nanoTime() - begun) / 1e6);
    }

    /// How long styles and layout took in each pulse since the last call, in milliseconds.
    double[] takePulses() {
        return FxCalls.get(
                () -> {
                    double[] taken =
                            pulseMillis.stream().mapToDouble(Double::doubleValue).toArray();
                    pulseMillis.clear();
                    return taken;
                });
    }

    <N extends Node> N find(String id, Class<N> type) {
        Node found = window.scene().lookup(id);
        if (found == null) {
            throw new CloudException(ErrorCode.INTERNAL, "There is no " + id + " on the screen");
        }
        return type.cast(found);
    }

    /// Runs a task on the UI thread and lays the scene out; returns how long both took.
    double millis(Runnable change) {
        return FxCalls.get(
                () -> {
                    long begun = System.nanoTime();
                    change.run();
                    window.scene().getRoot().applyCss();
                    window.scene().getRoot().layout();
                    return (System.nanoTime() - begun) / 1e6;
                });
    }

    /// Runs a task on the UI thread and then lays out one part of the scene; returns how long only
    /// that took.
    double layoutMillis(Runnable change, Parent part) {
        return FxCalls.get(
                () -> {
                    change.run();
                    long begun = System.nanoTime();
                    part.layout();
                    return (System.nanoTime() - begun) / 1e6;
                });
    }

    /// Processor time that the UI thread has used so far.
    long uiNanos() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(uiThread);
    }

    /// Lets time pass, which is what some figures are about: a window at rest, or a pace of
    /// snapshots. No condition is awaited by it.
    static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(ErrorCode.INTERNAL, "The benchmark was interrupted", e);
        }
    }

    @Override
    public void close() {
        FxCalls.run(
                () -> {
                    stage.hide();
                    window.close();
                });
    }
}

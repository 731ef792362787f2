package dev.elasticcloud.console.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.elasticcloud.console.app.FxCalls;
import dev.elasticcloud.console.sample.SampleCloud;
import dev.elasticcloud.console.sample.SampleState;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import javafx.beans.InvalidationListener;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Measures the console on sample clouds, in a window or headless. JavaFX must be running; call
/// it from another thread.
public final class ConsoleBenchmark {

    public static final String NAME = "console";

    /// What it measures, for the list of benchmarks.
    public static final String ABOUT =
            "the console: first frame, idle pulses, load by snapshots, filter, scroll and logs";

    private static final int ROUNDS = 5;
    private static final int TRIES = 20;
    private static final int LINES_A_SECOND = 5_000;
    private static final int SLICES = 100;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<PodSpec> pods;
    private final PrintStream print;
    private final Duration length;
    private final List<Figure> figures = new ArrayList<>();

    /// @param pods the pods of the sample clouds
    /// @param length how long each measurement lasts
    public ConsoleBenchmark(List<PodSpec> pods, PrintStream print, Duration length) {
        this.pods = List.copyOf(pods);
        this.print = print;
        this.length = length;
    }

    /// Runs all measurements, prints a table and writes `console.json` into a folder.
    public void run(Path out) throws InterruptedException {
        Path file = out.resolve(NAME + ".json");
        create(out);
        firstFrame();
        measureOpenWindows();
        write(file);
        print.println("The figures are in " + file);
    }

    /// Before anything is measured, so that nobody waits in vain for a file.
    private static void create(Path out) {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, FileFailure.sentence(out, "be written to", e), e);
        }
    }

    private void write(Path file) {
        try {
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(file.toFile(), figures);
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, FileFailure.sentence(file, "be written", e), e);
        }
    }

    /// Everything but the first frame, which needs separate processes.
    List<Figure> measureOpenWindows() {
        idle();
        load("45 nodes, Overview", new SampleCloud(pods), "Overview", 5);
        load("1,000 nodes, Overview", large(), "Overview", 25);
        load("1,000 nodes, Nodes", large(), "Nodes", 25);
        table();
        logs();
        return List.copyOf(figures);
    }

    private SampleCloud large() {
        return new SampleCloud(SampleState.LARGE, pods);
    }

    private void found(Figure figure) {
        figures.add(figure);
        print.println(figure.line());
    }

    private void firstFrame() throws InterruptedException {
        double[] bare = new double[ROUNDS];
        double[] console = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            bare[i] = FirstFrame.measure("bare");
            console[i] = FirstFrame.measure("console");
        }
        found(Figure.of("first frame of a bare window, from the start", at(bare, 0.5), "ms"));
        found(Figure.of("first frame with an overview, from the start", at(console, 0.5), "ms"));
        found(
                Figure.of(
                        "the same beside the bare window",
                        at(console, 0.5) / at(bare, 0.5),
                        "x",
                        2));
    }

    private void idle() {
        try (SampleCloud cloud = new SampleCloud(SampleState.NORMAL, pods);
                OpenWindow window = new OpenWindow(cloud, "Overview")) {
            OpenWindow.rest(SECOND);
            long before = window.uiNanos();
            window.takePulses();
            Pace pace = new Pace(length);
            pace.awaitBeat();
            long used = window.uiNanos() - before;
            Duration taken = pace.elapsed();
            found(Figure.of("pulses while nothing changes", window.takePulses().length, "", 0));
            found(Figure.of("UI thread busy while nothing changes", share(used, taken), "%"));
        }
    }

    private static double share(long nanos, Duration of) {
        return 100.0 * nanos / of.toNanos();
    }

    private void load(String what, SampleCloud cloud, String screen, double most) {
        try (cloud;
                OpenWindow window = new OpenWindow(cloud, screen)) {
            LiveSample live = new LiveSample(cloud);
            live.step();
            OpenWindow.rest(SECOND);
            long before = window.uiNanos();
            window.takePulses();
            Pace pace = new Pace(SECOND);
            for (int second = 0; second < length.toSeconds(); second++) {
                live.step();
                pace.awaitBeat();
            }
            long used = window.uiNanos() - before;
            Duration taken = pace.elapsed();
            found(
                    Figure.of(
                            what + ": UI thread busy at a snapshot a second",
                            share(used, taken),
                            "%",
                            most));
            found(
                    Figure.of(
                            what + ": styles and layout of a frame, p99",
                            at(window.takePulses(), 0.99),
                            "ms",
                            16));
        }
    }

    private void table() {
        try (SampleCloud cloud = large();
                OpenWindow window = new OpenWindow(cloud, "Nodes")) {
            TextField filter = window.find("#node-filter", TextField.class);
            TableView<?> nodes = window.find("#node-table", TableView.class);
            String[] words = {"light", "cpu>60", "state:online", "heavy-2", ""};
            double[] filters =
                    measured(i -> window.millis(() -> filter.setText(words[i % words.length])));
            found(Figure.of("1,000 nodes: filter, p95", at(filters, 0.95), "ms", 50));
            double[] scrolls =
                    measured(i -> window.millis(() -> nodes.scrollTo((i * 331 + 50) % 1_000)));
            found(Figure.of("1,000 nodes: scroll, p95", at(scrolls, 0.95), "ms", 50));
            LiveSample live = new LiveSample(cloud);
            Parent map = window.find(".life-map", Parent.class);
            double[] maps = measured(i -> window.layoutMillis(live.prepared(), map));
            found(Figure.of("1,000 nodes: life map of a snapshot, p95", at(maps, 0.95), "ms", 4));
            double[] ticks = measured(i -> window.millis(live.prepared()));
            found(
                    Figure.of(
                            "1,000 nodes: table, life map and layout of a snapshot, p95",
                            at(ticks, 0.95),
                            "ms"));
        }
    }

    private static double[] measured(IntToDoubleFunction one) {
        double[] millis = new double[TRIES];
        for (int i = -1; i < TRIES; i++) {
            double taken = one.applyAsDouble(i + 1);
            if (i >= 0) { // the first creates what the others use
                millis[i] = taken;
            }
        }
        return millis;
    }

    private void logs() {
        try (TalkingCloud cloud = new TalkingCloud(pods);
                OpenWindow window = new OpenWindow(cloud, "Nodes")) {
            int nodes = openLogs(cloud, window);
            long before = window.uiNanos();
            long slices = length.toSeconds() * SLICES;
            Pace pace = new Pace(SECOND.dividedBy(SLICES));
            for (long slice = 0; slice < slices; slice++) {
                cloud.write(LINES_A_SECOND / SLICES);
                pace.awaitBeat();
            }
            long used = window.uiNanos() - before;
            Duration taken = pace.elapsed();
            found(
                    Figure.of(
                            "%,d log lines a second of %d nodes: UI thread busy"
                                    .formatted(LINES_A_SECOND, nodes),
                            share(used, taken),
                            "%",
                            10));
            found(
                    Figure.of(
                            "the last line is found by a search, after",
                            searchMillis(window, cloud.last()),
                            "ms"));
        }
    }

    /// How long it takes until a search shows the one line that contains a text.
    private static double searchMillis(OpenWindow window, String text) {
        ListView<?> lines = window.find("#log-lines", ListView.class);
        CompletableFuture<Long> found = new CompletableFuture<>();
        Runnable look =
                () -> {
                    if (lines.getItems().size() == 1) {
                        found.complete(System.nanoTime());
                    }
                };
        long begun = System.nanoTime();
        window.millis(
                () -> {
                    lines.getItems().addListener((InvalidationListener) changed -> look.run());
                    window.find("#log-search", TextField.class).setText(text);
                    look.run();
                });
        return (FxCalls.await(found) - begun) / 1e6;
    }

    /// Shows the logs of all nodes of the first pod in one stream; returns how many there are.
    private int openLogs(TalkingCloud cloud, OpenWindow window) {
        String pod = pods.getFirst().name().value();
        int nodes = cloud.snapshot().podsBySize().getFirst().nodes().size();
        window.millis(() -> window.find("#node-filter", TextField.class).setText("pod:" + pod));
        window.millis(
                () ->
                        window.find("#node-table", TableView.class)
                                .fireEvent(
                                        new KeyEvent(
                                                KeyEvent.KEY_PRESSED,
                                                "",
                                                "",
                                                KeyCode.A,
                                                false,
                                                true,
                                                false,
                                                true)));
        window.millis(() -> window.find("#bulk-LOGS", Button.class).fire());
        cloud.awaitReaders(nodes);
        return nodes;
    }

    /// A percentile by nearest rank; 0 when nothing was measured.
    private static double at(double[] values, double share) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        return sorted.length == 0
                ? 0
                : sorted[
                        Math.clamp(
                                (int) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
    }
}

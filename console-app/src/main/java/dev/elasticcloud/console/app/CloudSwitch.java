package dev.elasticcloud.console.app;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.clouds.CloudFinder;
import dev.elasticcloud.console.clouds.SavedClouds;
import dev.elasticcloud.console.connection.CloudMenu;
import dev.elasticcloud.console.fx.UiThread;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Opens the cloud that the user chooses and closes the previous one. Never closes the cloud that
/// the console was started with: its owner does.
final class CloudSwitch implements CloudMenu, AutoCloseable {

    static final String SIMULATED = "simulated";

    /// How the console connects to further clouds.
    ///
    /// @param home the name of the cloud that the console was started with
    record Connectors(
            String home,
            CloudFinder finder,
            Function<Endpoint, CloudManager> connect,
            Supplier<CloudManager> simulate) {}

    private final Connectors connectors;
    private final CloudManager first;
    private final UiThread ui;
    private final Consumer<CloudManager> show;

    /// Reads and writes the file of saved clouds, in the order of the calls.
    private final ExecutorService files =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("saved-clouds").factory());

    private String current;
    private @Nullable CloudManager opened;
    private long choices;

    /// @param show shows a cloud; called on the UI thread
    CloudSwitch(
            Connectors connectors, CloudManager first, UiThread ui, Consumer<CloudManager> show) {
        this.connectors = connectors;
        this.first = first;
        this.ui = ui;
        this.show = show;
        this.current = connectors.home();
    }

    @Override
    public void entries(Consumer<List<Entry>> found, Consumer<String> failed) {
        files.execute(
                () -> {
                    SortedMap<String, Endpoint> saved = new TreeMap<>();
                    String wrong = worked(() -> saved.putAll(saved().clouds()));
                    ui.run(
                            () -> {
                                found.accept(entriesWith(saved));
                                if (!wrong.isEmpty()) {
                                    failed.accept(wrong);
                                }
                            });
                });
    }

    private List<Entry> entriesWith(SortedMap<String, Endpoint> saved) {
        List<Entry> entries = new ArrayList<>();
        entries.add(entry(connectors.home(), text("app.cloudSwitch.first"), false));
        if (!connectors.home().equals(SIMULATED)) {
            entries.add(entry(SIMULATED, text("app.cloudSwitch.simulated"), false));
        }
        saved.forEach((name, endpoint) -> entries.add(entry(name, endpoint.toString(), true)));
        return entries;
    }

    private synchronized Entry entry(String name, String where, boolean saved) {
        return new Entry(name, where, name.equals(current), saved);
    }

    private SavedClouds saved() {
        return connectors.finder().saved();
    }

    @Override
    public void choose(String name, Consumer<String> refused) {
        long choice = nextChoice();
        Thread.ofVirtual()
                .name("connect")
                .start(
                        () -> {
                            try {
                                CloudManager cloud = open(name);
                                ui.run(() -> take(choice, name, cloud));
                            } catch (CloudException e) {
                                ui.run(() -> refuse(choice, e.text(), refused));
                            } catch (RuntimeException e) {
                                ui.run(
                                        () ->
                                                refuse(
                                                        choice,
                                                        text("app.cloudSwitch.cannotConnect", e),
                                                        refused));
                            }
                        });
    }

    private synchronized long nextChoice() {
        return ++choices;
    }

    private synchronized boolean isLatest(long choice) {
        return choice == choices;
    }

    private void refuse(long choice, String why, Consumer<String> refused) {
        if (isLatest(choice)) {
            refused.accept(why);
        }
    }

    private CloudManager open(String name) {
        if (name.equals(connectors.home())) {
            return first;
        }
        return name.equals(SIMULATED)
                ? connectors.simulate().get()
                : connectors.connect().apply(saved().require(name));
    }

    /// Shows a cloud that has answered, or closes it if another was chosen meanwhile.
    private void take(long choice, String name, CloudManager cloud) {
        CloudManager leaving;
        synchronized (this) {
            if (choice == choices) {
                leaving = opened;
                opened = cloud == first ? null : cloud;
                current = name;
            } else {
                leaving = cloud == first ? null : cloud;
            }
        }
        if (isLatest(choice)) {
            show.accept(cloud);
        }
        if (leaving != null) {
            Thread.ofVirtual().name("disconnect").start(leaving::close);
        }
    }

    @Override
    public void save(
            String name, String url, String token, String certificate, Consumer<String> answered) {
        change(
                () -> {
                    if (name.equals(connectors.home()) || name.equals(SIMULATED)) {
                        throw new IllegalArgumentException(text("app.cloudSwitch.reserved", name));
                    }
                    CloudFinder finder = connectors.finder();
                    CloudFinder.Selection selection =
                            new CloudFinder.Selection("", "", certificate, "", "");
                    Endpoint endpoint =
                            CloudFinder.endpoint(url, token, finder.certificate(selection));
                    finder.save(finder.saved().with(name, endpoint));
                },
                answered);
    }

    @Override
    public void forget(String name, Consumer<String> answered) {
        change(() -> connectors.finder().save(saved().without(name)), answered);
    }

    private void change(Runnable work, Consumer<String> answered) {
        files.execute(
                () -> {
                    String wrong = worked(work);
                    ui.run(() -> answered.accept(wrong));
                });
    }

    private static String worked(Runnable change) {
        try {
            change.run();
            return "";
        } catch (CloudException | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// Closes the cloud that is open, and any that answers from now on.
    @Override
    public void close() {
        CloudManager leaving;
        synchronized (this) {
            choices++;
            leaving = opened;
            opened = null;
        }
        files.shutdown();
        if (leaving != null) {
            leaving.close();
        }
    }
}

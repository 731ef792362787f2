package dev.elasticcloud.console.app;

import dev.elasticcloud.console.clouds.CloudFinder;
import dev.elasticcloud.console.clouds.SavedClouds;
import dev.elasticcloud.console.connection.CloudMenu;
import dev.elasticcloud.console.fx.UiThread;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Opens the cloud that the user chooses and closes the one before. Never closes the cloud that the
/// console was started with: its owner does.
final class CloudSwitch implements CloudMenu, AutoCloseable {

    private static final String SIMULATED = "simulated";

    /// How the console connects to other clouds than its first.
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
    private String current;
    private @Nullable CloudManager opened;

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
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        entries.add(
                entry(connectors.home(), "the cloud that this console was started with", false));
        if (!connectors.home().equals(SIMULATED)) {
            entries.add(entry(SIMULATED, "a simulated cloud in memory", false));
        }
        saved().clouds()
                .forEach((name, endpoint) -> entries.add(entry(name, endpoint.toString(), true)));
        return entries;
    }

    private Entry entry(String name, String where, boolean saved) {
        return new Entry(name, where, name.equals(current), saved);
    }

    private SavedClouds saved() {
        return connectors.finder().saved();
    }

    @Override
    public void choose(String name, Consumer<String> refused) {
        Thread.ofVirtual()
                .name("connect")
                .start(
                        () -> {
                            try {
                                CloudManager cloud = open(name);
                                ui.run(() -> take(name, cloud));
                            } catch (CloudException e) {
                                ui.run(() -> refused.accept(e.text()));
                            } catch (RuntimeException e) {
                                ui.run(() -> refused.accept("Cannot connect: " + e));
                            }
                        });
    }

    private CloudManager open(String name) {
        if (name.equals(connectors.home())) {
            return first;
        }
        return name.equals(SIMULATED)
                ? connectors.simulate().get()
                : connectors.connect().apply(saved().require(name));
    }

    private void take(String name, CloudManager cloud) {
        CloudManager before = opened;
        opened = name.equals(connectors.home()) ? null : cloud;
        current = name;
        show.accept(cloud);
        if (before != null) {
            Thread.ofVirtual().name("disconnect").start(before::close);
        }
    }

    @Override
    public String save(String name, String url, String token, String certificate) {
        return worked(
                () -> {
                    if (name.equals(connectors.home()) || name.equals(SIMULATED)) {
                        throw new IllegalArgumentException(
                                "The name '%s' is reserved: choose another name".formatted(name));
                    }
                    CloudFinder finder = connectors.finder();
                    CloudFinder.Selection selection =
                            new CloudFinder.Selection("", "", certificate, "", "");
                    Endpoint endpoint =
                            CloudFinder.endpoint(url, token, finder.certificate(selection));
                    finder.save(finder.saved().with(name, endpoint));
                });
    }

    @Override
    public String forget(String name) {
        return worked(() -> connectors.finder().save(saved().without(name)));
    }

    private static String worked(Runnable change) {
        try {
            change.run();
            return "";
        } catch (CloudException | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}

package dev.elasticcloud.console.app;

import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.console.sample.SampleCloud;
import dev.elasticcloud.console.sample.SampleRemoteCloud;
import dev.elasticcloud.console.sample.SampleState;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Takes pictures of the console's screens from sample clouds: the same pictures each time.
/// JavaFX must be running; call it from another thread.
public final class Shots {

    /// The size of a picture.
    public record Size(int width, int height) {}

    /// What to take pictures of.
    ///
    /// @param screens titles of screens; all when empty
    public record Wish(Path out, List<String> screens, List<Size> sizes, List<SampleState> states) {

        public Wish {
            screens = List.copyOf(screens);
            sizes = List.copyOf(sizes);
            states = List.copyOf(states);
        }
    }

    private final List<PodSpec> pods;
    private final Consumer<Path> taken;

    /// @param pods the pods of the sample clouds
    /// @param taken takes each picture's file
    public Shots(List<PodSpec> pods, Consumer<Path> taken) {
        this.pods = List.copyOf(pods);
        this.taken = taken;
    }

    /// The titles of the existing screens.
    public List<String> screens() {
        try (SampleCloud cloud = new SampleCloud(SampleState.EMPTY, pods)) {
            return FxCalls.get(
                    () -> {
                        try (ConsoleWindow window = new ConsoleWindow(cloud, 1280, 800)) {
                            return window.screens();
                        }
                    });
        }
    }

    public void take(Wish wish) {
        List<String> screens = wish.screens().isEmpty() ? screens() : wish.screens();
        for (SampleState state : wish.states()) {
            take(state, screens, wish);
        }
    }

    private void take(SampleState state, List<String> screens, Wish wish) {
        SampleRemoteCloud remote =
                state == SampleState.DISCONNECTED ? new SampleRemoteCloud(pods) : null;
        try (SampleCloud cloud = remote == null ? new SampleCloud(state, pods) : remote) {
            ConsoleWindow window =
                    FxCalls.get(
                            () ->
                                    new ConsoleWindow(
                                            cloud,
                                            Preferences.inMemory(),
                                            InstantSource.fixed(SampleCloud.NOW),
                                            1280,
                                            800));
            try {
                if (remote != null) {
                    loseAfterAllWasSeen(remote, window, screens);
                }
                for (String screen : screens) {
                    take(window, screen, wish, wish.out().resolve(state.word()));
                }
            } finally {
                FxCalls.run(() -> window.close());
            }
        }
    }

    /// A user who has the screens open when the manager stops answering still sees the last state.
    private static void loseAfterAllWasSeen(
            SampleRemoteCloud remote, ConsoleWindow window, List<String> screens) {
        for (String screen : screens) {
            open(window, screen, Theme.DARK);
        }
        remote.lose();
    }

    private void take(ConsoleWindow window, String screen, Wish wish, Path folder) {
        for (Theme theme : Theme.values()) {
            for (Size size : wish.sizes()) {
                open(window, screen, theme);
                Path png = folder.resolve(name(screen, theme, size));
                FxCalls.run(() -> WindowCamera.lay(window.scene(), size.width(), size.height()));
                FxCalls.awaitQuiet(window);
                FxCalls.run(
                        () -> WindowCamera.shoot(window.scene(), size.width(), size.height(), png));
                taken.accept(png);
            }
        }
    }

    private static String name(String screen, Theme theme, Size size) {
        return "%s-%s-%dx%d.png"
                .formatted(screen, theme, size.width(), size.height())
                .toLowerCase(Locale.ROOT);
    }

    private static void open(ConsoleWindow window, String screen, Theme theme) {
        FxCalls.run(
                () -> {
                    window.show(theme);
                    window.go(screen);
                });
        FxCalls.awaitQuiet(window);
    }
}

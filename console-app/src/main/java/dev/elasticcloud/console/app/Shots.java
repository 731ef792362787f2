package dev.elasticcloud.console.app;

import dev.elasticcloud.console.fx.FxThread;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.console.sample.SampleCloud;
import dev.elasticcloud.console.sample.SampleRemoteCloud;
import dev.elasticcloud.console.sample.SampleState;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes pictures of the console's screens from sample clouds: the same pictures each time.
/// JavaFX must be running; call it from another thread.
public final class Shots {

    private static final int PATIENCE_SECONDS = 60;

    /// How many consecutive checks without pending work are needed before a picture is taken.
    private static final int QUIET_LOOKS = 3;

    private static final long LOOK_MILLIS = 5;

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
            return onFx(
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
                    onFx(
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
                onFx(
                        () -> {
                            window.close();
                            return true;
                        });
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
                onFx(
                        () -> {
                            WindowCamera.lay(window.scene(), size.width(), size.height());
                            return true;
                        });
                awaitQuiet(window);
                onFx(
                        () -> {
                            WindowCamera.shoot(window.scene(), size.width(), size.height(), png);
                            return true;
                        });
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
        onFx(
                () -> {
                    window.show(theme);
                    window.go(screen);
                    return true;
                });
        awaitQuiet(window);
    }

    private static void awaitQuiet(ConsoleWindow window) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        int quiet = 0;
        while (quiet < QUIET_LOOKS) {
            quiet = onFx(window::isQuiet) ? quiet + 1 : 0;
            if (System.nanoTime() > end) {
                throw new CloudException(
                        ErrorCode.TIMEOUT,
                        "The screen %s is not complete within %d s"
                                .formatted(window.current(), PATIENCE_SECONDS));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(ErrorCode.INTERNAL, "Interrupted while waiting", e);
        }
    }

    private static <T> T onFx(Callable<T> work) {
        try {
            return new FxThread().call(work, Duration.ofSeconds(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(ErrorCode.INTERNAL, "Interrupted while waiting", e);
        } catch (ExecutionException e) {
            throw failed(e.getCause(), e);
        } catch (TimeoutException e) {
            throw new CloudException(ErrorCode.TIMEOUT, "The window does not answer", e);
        }
    }

    private static CloudException failed(@Nullable Throwable cause, Exception e) {
        if (cause instanceof IOException) {
            return new CloudException(
                    ErrorCode.UNAVAILABLE, "Cannot write a picture: " + cause.getMessage(), e);
        }
        return new CloudException(ErrorCode.INTERNAL, "Cannot take a picture: " + cause, e);
    }
}

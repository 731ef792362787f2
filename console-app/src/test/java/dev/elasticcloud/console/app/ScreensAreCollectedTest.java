package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.control.Appearance;
import dev.elasticcloud.console.control.WindowFrame;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.console.fx.FxThread;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.console.shell.Screen;
import dev.elasticcloud.console.task.TaskCentre;
import java.lang.ref.WeakReference;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.Test;

/// A screen that is not shown any more is not kept by the connection that it followed.
class ScreensAreCollectedTest {

    @Test
    void aConnectionKeepsNoScreenThatIsGone() throws Exception {
        FakeCloud cloud = new FakeCloud(SampleClouds.busy());
        try (CloudConnection connection =
                OnFx.get(() -> new CloudConnection(cloud, new FxThread()))) {
            for (Screen screen : screens(connection)) {
                WeakReference<Parent> gone = OnFx.get(() -> shownAndLeft(screen));
                OnFx.await(connection::isQuiet);
                assertThat(collected(gone)).as(screen.title()).isTrue();
            }
        }
    }

    private static List<Screen> screens(CloudConnection connection) throws Exception {
        return OnFx.get(
                () ->
                        new Screens(
                                        connection,
                                        new NoFrame(),
                                        new TaskCentre(task -> {}),
                                        Preferences.inMemory(),
                                        new Appearance(),
                                        InstantSource.system())
                                .all());
    }

    /// Shows a screen, so that it begins to follow the cloud, and leaves it.
    private static WeakReference<Parent> shownAndLeft(Screen screen) {
        Parent view = screen.view().get();
        Scene scene = new Scene(view, 1280, 800);
        view.applyCss();
        view.layout();
        scene.setRoot(new Pane());
        return new WeakReference<>(view);
    }

    private static boolean collected(WeakReference<Parent> gone) throws Exception {
        try {
            OnFx.await(
                    () -> {
                        System.gc();
                        return gone.refersTo(null);
                    });
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /// A window that shows nothing.
    private static final class NoFrame implements WindowFrame {
        @Override
        public void notify(String message) {}

        @Override
        public void showDialog(Parent body, String title) {}

        @Override
        public void closeDialog() {}

        @Override
        public void go(String screen, String selection) {}
    }
}

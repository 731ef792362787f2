package dev.elasticcloud.console.app;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.control.WindowFrame;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.console.feature.jobs.JobsModel;
import dev.elasticcloud.console.feature.jobs.JobsView;
import dev.elasticcloud.console.feature.pods.PodsModel;
import dev.elasticcloud.console.feature.pods.PodsView;
import dev.elasticcloud.console.fx.FxThread;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Parent;
import org.junit.jupiter.api.Test;

/// A screen that is not shown any more is not kept by the connection that it followed.
class ScreensAreCollectedTest {

    @Test
    void aConnectionKeepsNoScreenThatIsGone() throws Exception {
        FakeCloud cloud = new FakeCloud(SampleClouds.busy());
        try (CloudConnection connection =
                OnFx.get(() -> new CloudConnection(cloud, new FxThread()))) {
            List<Supplier<Parent>> screens =
                    List.of(
                            () -> new JobsView(new JobsModel(connection)),
                            () -> new PodsView(new PodsModel(connection), new NoFrame()));
            for (Supplier<Parent> screen : screens) {
                WeakReference<Parent> gone = OnFx.get(() -> new WeakReference<>(screen.get()));
                OnFx.await(
                        () -> {
                            System.gc();
                            return gone.refersTo(null);
                        });
            }
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

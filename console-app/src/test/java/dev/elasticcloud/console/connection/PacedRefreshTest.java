package dev.elasticcloud.console.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

class PacedRefreshTest {

    private final FakeCloud cloud = new FakeCloud(SampleClouds.busy());
    private final AtomicInteger refreshes = new AtomicInteger();

    /// One task at a time, as on the UI thread.
    private synchronized void onUi(Runnable task) {
        task.run();
    }

    @Test
    void requestsThatComeTooEarlyAreMadeUpForOnce() throws Exception {
        try (CloudConnection connection = new CloudConnection(cloud, this::onUi)) {
            PacedRefresh pace =
                    new PacedRefresh(
                            connection, Duration.ofMillis(200), refreshes::incrementAndGet);
            onUi(
                    () -> {
                        for (int i = 0; i < 20; i++) {
                            pace.request();
                        }
                    });
            WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> refreshes.get() > 1);
            assertThat(refreshes).hasValue(2);
        }
    }
}

package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.clouds.CloudFinder;
import dev.elasticcloud.console.connection.CloudMenu;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.console.fx.UiThread;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Switching between clouds that answer when the test lets them.
class CloudSwitchTest {

    @TempDir Path home;

    /// A cloud that tells when it is closed.
    private static final class Remote extends FakeCloud {
        final CountDownLatch closed = new CountDownLatch(1);

        Remote() {
            super(SampleClouds.busy());
        }

        @Override
        public void close() {
            super.close();
            closed.countDown();
        }
    }

    private final BlockingQueue<Runnable> uiTasks = new LinkedBlockingQueue<>();
    private final UiThread ui = uiTasks::add;
    private final CompletableFuture<CloudManager> slow = new CompletableFuture<>();
    private final CompletableFuture<CloudManager> quick = new CompletableFuture<>();
    private final List<CloudManager> shown = new ArrayList<>();
    private final FakeCloud first = new FakeCloud(SampleClouds.busy());
    private CloudSwitch clouds;

    @BeforeEach
    void save() throws Exception {
        CloudFinder finder = new CloudFinder(Map.of(), home, data -> Optional.empty());
        clouds =
                new CloudSwitch(
                        new CloudSwitch.Connectors(
                                "here",
                                finder,
                                this::connect,
                                () -> new FakeCloud(SampleClouds.busy())),
                        first,
                        ui,
                        shown::add);
        for (String name : List.of("slow", "quick")) {
            clouds.save(
                    name, "http://" + name + ":1", "", "", wrong -> assertThat(wrong).isEmpty());
            runNextUiTask();
        }
    }

    @AfterEach
    void close() {
        clouds.close();
    }

    private CloudManager connect(Endpoint endpoint) {
        return (endpoint.url().getHost().equals("slow") ? slow : quick).join();
    }

    private void runNextUiTask() throws InterruptedException {
        Runnable task = uiTasks.poll(10, TimeUnit.SECONDS);
        assertThat(task).isNotNull();
        task.run();
    }

    @Test
    void theCloudChosenLastIsShownThoughAnEarlierOneAnswersLater() throws Exception {
        Remote late = new Remote();
        Remote wanted = new Remote();
        clouds.choose("slow", refused -> {});
        clouds.choose("quick", refused -> {});
        quick.complete(wanted);
        runNextUiTask();
        slow.complete(late);
        runNextUiTask();
        assertThat(shown).containsExactly(wanted);
        assertThat(late.closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(wanted.closed.getCount()).isEqualTo(1);
    }

    @Test
    void anEarlierChoiceThatFailsLaterSaysNothing() throws Exception {
        List<String> refusals = new ArrayList<>();
        clouds.choose("slow", refusals::add);
        clouds.choose("here", refusals::add);
        runNextUiTask();
        slow.completeExceptionally(new IllegalStateException("unreachable"));
        runNextUiTask();
        assertThat(shown).containsExactly(first);
        assertThat(refusals).isEmpty();
    }

    @Test
    void aCloudThatAnswersAfterTheEndIsClosed() throws Exception {
        Remote late = new Remote();
        clouds.choose("slow", refused -> {});
        clouds.close();
        slow.complete(late);
        runNextUiTask();
        assertThat(shown).isEmpty();
        assertThat(late.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void savedCloudsAreReadOutsideTheUiThread() throws Exception {
        CompletableFuture<List<CloudMenu.Entry>> found = new CompletableFuture<>();
        clouds.entries(found::complete, failed -> {});
        assertThat(found).isNotDone();
        runNextUiTask();
        assertThat(found.join()).extracting(CloudMenu.Entry::name).contains("slow", "quick");
    }
}

package dev.elasticcloud.console.feature.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.spec.Command;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

class NodesModelTest {

    private static final NodeName ONE = NodeName.of("light-1");
    private static final NodeName TWO = NodeName.of("light-2");

    private final FakeCloud cloud = new FakeCloud(SampleClouds.busy());
    private final CloudConnection connection = new CloudConnection(cloud, this::onUi);

    @AfterEach
    void close() {
        connection.close();
    }

    /// One task at a time, as on the UI thread.
    private synchronized void onUi(Runnable task) {
        task.run();
    }

    private static void await(BooleanSupplier condition) throws Exception {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition::getAsBoolean);
    }

    private synchronized String note(NodesModel model, NodeName node) {
        NodeItem item = model.item(node);
        return item == null ? "" : item.note();
    }

    @Test
    void aBulkActionSaysForEachNodeWhatBecameOfIt() throws Exception {
        NodesModel model = new NodesModel(connection, Preferences.inMemory());
        model.check(ONE, true);
        model.check(TWO, true);

        onUi(() -> model.run(BulkAction.PAUSE));

        await(() -> model.bulkSummaryProperty().get().startsWith("2 of 2"));
        assertThat(cloud.commands())
                .containsExactlyInAnyOrder(
                        new Command.PauseNode(SampleClouds.LIGHT, ONE),
                        new Command.PauseNode(SampleClouds.LIGHT, TWO));
        assertThat(note(model, ONE)).isEqualTo("paused");
    }

    @Test
    void aRefusedNodeSaysWhy() throws Exception {
        cloud.refuse("Pod light is elastic: switch its elasticity off first");
        NodesModel model = new NodesModel(connection, Preferences.inMemory());
        model.check(ONE, true);

        onUi(() -> model.run(BulkAction.REMOVE));

        await(() -> note(model, ONE).startsWith("refused"));
        assertThat(note(model, ONE)).contains("switch its elasticity off");
        assertThat(model.bulkSummaryProperty().get()).contains("1 refused");
    }

    @Test
    void theBrushAndTheFilterTogetherChooseWhatTheTableShows() {
        NodesModel model = new NodesModel(connection, Preferences.inMemory());
        model.brush(Set.of(ONE, TWO, NodeName.of("heavy-1")));
        assertThat(model.rows().list()).hasSize(3);
        model.filter("pod:light");
        assertThat(model.rows().list()).hasSize(2);
        model.brush(Set.of());
        assertThat(model.rows().list()).hasSize(9);
        assertThat(model.shownCountProperty().get()).isEqualTo("9 of 17 nodes");
    }

    @Test
    void whatIsKnownOfThePastStaysWhenItCannotBeReadAnew() throws Exception {
        FakeCloud failing =
                new FakeCloud(SampleClouds.busy()) {
                    private int asked;

                    @Override
                    public PodHistory history(PodName pod, HistoryRange range) {
                        if (++asked > 3) {
                            throw new CloudException(ErrorCode.UNAVAILABLE, "no answer");
                        }
                        return super.history(pod, range);
                    }
                };
        try (CloudConnection other = new CloudConnection(failing, this::onUi)) {
            NodesModel model = new NodesModel(other, Preferences.inMemory());
            onUi(() -> model.watch(true));
            await(other::isQuiet);
            long known = knownSteps(model);
            assertThat(known).isGreaterThan(10);
            onUi(() -> model.watch(false));
            onUi(() -> model.watch(true));
            await(() -> model.problemProperty().get().contains("no answer"));
            assertThat(knownSteps(model)).isGreaterThanOrEqualTo(known);
        }
    }

    private synchronized long knownSteps(NodesModel model) {
        LifeBook book = model.lifeProperty().get().book();
        LifeLine line = book.line(ONE).orElseThrow();
        return LongStream.rangeClosed(book.newest() - LifeLine.STEPS + 1, book.newest())
                .filter(step -> line.phase(step) == LifePhase.ONLINE)
                .count();
    }

    @Test
    void aModelThatIsNoLongerWatchedIsForgotten() throws Exception {
        WeakReference<NodesModel> model = new WeakReference<>(watchedOnce());
        await(
                () -> {
                    System.gc();
                    return model.get() == null;
                });
    }

    private NodesModel watchedOnce() {
        NodesModel model = new NodesModel(connection, Preferences.inMemory());
        model.watch(true);
        model.watch(false);
        return model;
    }
}

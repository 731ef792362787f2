package dev.elasticcloud.console.feature.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.spec.Command;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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

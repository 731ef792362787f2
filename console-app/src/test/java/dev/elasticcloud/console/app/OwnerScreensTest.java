package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.control.DataTable;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.Simulation;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The screens of nodes, scaling, balancer, hosts and events in a window over a simulated cloud.
class OwnerScreensTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path data;
    private HostedCloud cloud;
    private ConsoleWindow window;
    private Stage stage;

    @BeforeEach
    void openWindow() throws Exception {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        cloud =
                Managers.simulated(
                        new ManagerConfig("test", home, data, 0),
                        new Simulation(Simulation.Pace.INSTANT, false));
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 3))), SOON);
        cloud.await(cloud.submit(new Command.DisableElasticity(LIGHT)), SOON);
        window = OnFx.get(() -> new ConsoleWindow(cloud, 1440, 900));
        stage = OnFx.open(window);
    }

    @AfterEach
    void closeWindow() throws Exception {
        OnFx.run(stage::close);
        OnFx.run(window::close);
        cloud.close();
    }

    @Test
    void severalNodesArePausedAtOnceAndEachSaysWhatBecameOfIt() throws Exception {
        show("Nodes");
        OnFx.await(() -> table("#node-table").getItems().size() >= 3);
        OnFx.run(() -> find("#node-filter", TextField.class).setText("light-1"));
        assertThat(table("#node-table").getItems()).hasSize(1);
        OnFx.run(
                () -> {
                    table("#node-table").getSelectionModel().select(0);
                    boxes().forEach(box -> box.fire());
                });
        assertThat(find("#bulk-PAUSE", Button.class).isDisabled()).isFalse();

        OnFx.run(() -> find("#bulk-PAUSE", Button.class).fire());

        cloud.await(s -> state(s, "light-1") == NodeState.PAUSED, SOON);
        OnFx.await(() -> says("1 of 1 paused"));
    }

    @Test
    void removalAsksFirst() throws Exception {
        show("Nodes");
        OnFx.await(() -> table("#node-table").getItems().size() >= 3);
        OnFx.run(
                () -> {
                    find("#node-filter", TextField.class).setText("light-2");
                    boxes().forEach(box -> box.fire());
                    find("#bulk-REMOVE", Button.class).fire();
                });
        assertThat(state(cloud.snapshot(), "light-2")).isEqualTo(NodeState.ONLINE);

        OnFx.run(() -> find("#confirm-remove", Button.class).fire());

        cloud.await(s -> state(s, "light-2") == NodeState.REGISTERED, SOON);
    }

    @Test
    void aNodesPaneShowsWhatTheEngineKnowsAndWhatItWrote() throws Exception {
        show("Nodes");
        OnFx.await(() -> !table("#node-table").getItems().isEmpty());
        OnFx.run(() -> table("#node-table").getSelectionModel().select(0));
        OnFx.run(() -> find("#node-tab-JSON", ToggleButton.class).fire());
        OnFx.await(() -> textIn(".json").contains("\"/light-1\""));
        OnFx.run(() -> find("#node-tab-LOGS", ToggleButton.class).fire());
        OnFx.await(() -> says("1 line"));
    }

    @Test
    void theHostPolicyIsCheckedAsOneTypesAndThenApplied() throws Exception {
        show("Hosts");
        TextField overcommit = find("#policy-overcommit", TextField.class);
        OnFx.await(() -> !overcommit.getText().isEmpty());
        OnFx.run(() -> overcommit.setText("99"));
        assertThat(find("#apply-policy", Button.class).isDisabled()).isTrue();
        assertThat(says("out of range")).isTrue();

        OnFx.run(() -> overcommit.setText("2,5"));
        OnFx.run(() -> find("#policy-reserve", TextField.class).setText("256"));
        OnFx.run(() -> find("#apply-policy", Button.class).fire());

        cloud.await(s -> cloud.hostPolicy().overcommit() == 2.5, SOON);
        assertThat(cloud.hostPolicy().reserveBytes()).isEqualTo(256 * NodeLimits.MIB);
    }

    @Test
    void theBalancerShowsItsServersAndItsConfiguration() throws Exception {
        show("Balancer");
        OnFx.await(() -> table("#server-table").getItems().size() >= 4);
        OnFx.run(() -> find("#show-configuration", ToggleButton.class).fire());
        assertThat(find("#configuration", TextArea.class).getText()).contains("server light-1 ");
        OnFx.run(() -> find("#server-filter", TextField.class).setText("light-3"));
        assertThat(table("#server-table").getItems()).hasSize(1);
    }

    @Test
    void anEventLeadsToItsNode() throws Exception {
        show("Events");
        OnFx.await(() -> !table("#event-table").getItems().isEmpty());
        OnFx.run(() -> find("#event-search", TextField.class).setText("light-1 online"));
        OnFx.await(() -> !table("#event-table").getItems().isEmpty());
        OnFx.run(() -> table("#event-table").getSelectionModel().select(0));

        OnFx.run(() -> button("Node light-1").fire());

        OnFx.await(() -> window.scene().lookup("#node-table") != null);
        OnFx.await(() -> says("light-1"));
        assertThat(table("#node-table").getSelectionModel().getSelectedItem().key())
                .isEqualTo(NodeName.of("light-1"));
    }

    @Test
    void aDecisionShowsItsReasons() throws Exception {
        cloud.submit(new Command.EnableElasticity(LIGHT, 5, 8));
        cloud.await(s -> s.pod(LIGHT).orElseThrow().online() >= 5, SOON);
        show("Scaling");
        OnFx.run(() -> find("#scaling-pod-light", ToggleButton.class).fire());
        OnFx.await(() -> !table("#decision-table").getItems().isEmpty());

        OnFx.run(() -> table("#decision-table").getSelectionModel().select(0));

        assertThat(says("Why not fewer?")).isTrue();
        assertThat(find("#copy-decision", Button.class).isDisabled()).isFalse();
    }

    private static NodeState state(CloudSnapshot snapshot, String node) {
        return snapshot.pod(LIGHT).orElseThrow().nodes().stream()
                .filter(n -> n.node().value().equals(node))
                .map(n -> n.state())
                .findFirst()
                .orElse(NodeState.REGISTERED);
    }

    private void show(String screen) throws Exception {
        OnFx.run(
                () -> {
                    for (Node node : window.scene().getRoot().lookupAll(".entry")) {
                        if (node instanceof ToggleButton entry && entry.getText().equals(screen)) {
                            entry.fire();
                        }
                    }
                    window.scene().getRoot().applyCss();
                    window.scene().getRoot().layout();
                });
    }

    private List<CheckBox> boxes() {
        window.scene().getRoot().applyCss();
        window.scene().getRoot().layout();
        return window.scene().getRoot().lookupAll("#node-table .check-box").stream()
                .filter(Node::isVisible)
                .map(CheckBox.class::cast)
                .filter(box -> box.getAccessibleText() != null && box.getScene() != null)
                .limit(1)
                .toList();
    }

    private boolean says(String text) {
        return window.scene().getRoot().lookupAll(".label").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .anyMatch(shown -> shown != null && shown.contains(text));
    }

    private String textIn(String selector) {
        Node found = window.scene().lookup(selector);
        return found instanceof TextArea area ? area.getText() : "";
    }

    private Button button(String text) {
        return window.scene().getRoot().lookupAll(".button").stream()
                .map(Button.class::cast)
                .filter(button -> button.getText().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private DataTable<?, ?> table(String selector) {
        return find(selector, DataTable.class);
    }

    private <T extends Node> T find(String selector, Class<T> type) {
        return type.cast(window.scene().lookup(selector));
    }

    @Test
    void headsAndColumnsAreWholeInNarrowWindows() throws Exception {
        Map<String, String> tables =
                Map.of(
                        "Nodes", "#node-table",
                        "Scaling", "#decision-table",
                        "Balancer", "#server-table",
                        "Events", "#event-table");
        for (int[] size : new int[][] {{1024, 700}, {1280, 800}}) {
            OnFx.run(
                    () -> {
                        stage.setWidth(size[0]);
                        stage.setHeight(size[1]);
                    });
            for (Map.Entry<String, String> entry : tables.entrySet()) {
                OnFx.show(stage, entry.getKey());
                DataTable<?, ?> table = OnFx.find(stage, entry.getValue(), DataTable.class);
                OnFx.await(() -> !table.getItems().isEmpty());
                OnFx.run(() -> table.getSelectionModel().select(0));
                String name = entry.getKey() + " at " + size[0];
                assertThat(OnFx.get(() -> cutHeads(table))).as(name).isEmpty();
                double columns =
                        table.getVisibleLeafColumns().stream()
                                .mapToDouble(TableColumnBase::getWidth)
                                .sum();
                assertThat(columns).as(name).isLessThanOrEqualTo(table.getWidth());
            }
        }
    }

    /// The texts that are cut in the heads of a table and of its screen.
    private List<String> cutHeads(DataTable<?, ?> table) {
        List<String> cut = new ArrayList<>();
        Parent root = window.scene().getRoot();
        root.applyCss();
        root.layout();
        OnFx.collectCut(table.lookup(".column-header-background"), cut);
        OnFx.collectCut(root.lookup(".screen-header"), cut);
        return cut;
    }
}

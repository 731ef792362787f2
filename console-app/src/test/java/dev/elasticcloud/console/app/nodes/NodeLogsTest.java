package dev.elasticcloud.console.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.app.ConsoleWindow;
import dev.elasticcloud.console.app.OnFx;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

/// The logs of several nodes in one stream, from the buttons to the lines.
class NodeLogsTest {

    private static final Path FOLDER = Path.of("target", "pictures");

    private final FakeCloud cloud =
            new FakeCloud(SampleClouds.busy()) {
                @Override
                public Subscription followLogs(
                        NodeName node, LogQuery query, Consumer<LogLine> reader) {
                    int number = node.value().charAt(node.value().length() - 1) - '0';
                    for (int i = 0; i < 3; i++) {
                        reader.accept(
                                new LogLine(
                                        SampleClouds.NOW.plusSeconds(10L * i + number),
                                        i == 2,
                                        "line %d of %s".formatted(i, node)));
                    }
                    return () -> {};
                }
            };

    @Test
    void theLogsOfTheChosenNodesAreOneStreamThatCanBeSearched() throws Exception {
        ConsoleWindow window = OnFx.get(() -> new ConsoleWindow(cloud, 1440, 900));
        Stage stage = OnFx.open(window);
        OnFx.show(stage, "Nodes");
        Button logs = OnFx.find(stage, "#bulk-LOGS", Button.class);
        assertThat(logs.isDisabled()).isTrue();
        OnFx.run(
                () -> {
                    OnFx.find(stage, "#node-filter", TextField.class).setText("pod:medium");
                    OnFx.find(stage, "#node-table", TableView.class).fireEvent(chooseAll());
                });
        OnFx.run(logs::fire);
        OnFx.await(() -> lines(stage).getItems().size() == 12);
        assertThat(lines(stage).getItems().getFirst().toString()).contains("line 0 of medium-1");
        assertThat(lines(stage).getItems().get(1).toString()).contains("line 0 of medium-2");
        assertThat(OnFx.find(stage, "#log-together", CheckBox.class).getText())
                .isEqualTo("All 4 chosen nodes in one stream");
        OnFx.shoot(window, FOLDER, "node-logs");
        assertThat(OnFx.get(() -> names(stage))).contains("medium-1", "medium-4");

        OnFx.run(() -> OnFx.find(stage, "#log-search", TextField.class).setText("of medium-3"));
        OnFx.await(() -> lines(stage).getItems().size() == 3);
        OnFx.run(() -> OnFx.find(stage, "#log-together", CheckBox.class).fire());
        OnFx.run(() -> OnFx.find(stage, "#log-search", TextField.class).clear());
        OnFx.await(() -> lines(stage).getItems().size() == 3);
        assertThat(lines(stage).getItems().getFirst().toString()).contains("medium-1");
        OnFx.run(stage::close);
        OnFx.run(window::close);
    }

    @Test
    void aLineIsAsHighAsItsTextWrappedOrNot() throws Exception {
        FakeCloud wordy =
                new FakeCloud(SampleClouds.busy()) {
                    @Override
                    public Subscription followLogs(
                            NodeName node, LogQuery query, Consumer<LogLine> reader) {
                        reader.accept(new LogLine(SampleClouds.NOW, false, "short"));
                        reader.accept(new LogLine(SampleClouds.NOW, true, "long ".repeat(60)));
                        reader.accept(
                                new LogLine(
                                        SampleClouds.NOW,
                                        false,
                                        "\u001B[32m" + "green ".repeat(60) + "\u001B[0m"));
                        return () -> {};
                    }
                };
        ConsoleWindow window = OnFx.get(() -> new ConsoleWindow(wordy, 1440, 900));
        Stage stage = OnFx.open(window);
        OnFx.show(stage, "Nodes");
        OnFx.run(
                () ->
                        OnFx.find(stage, "#node-table", TableView.class)
                                .getSelectionModel()
                                .select(0));
        OnFx.run(() -> OnFx.find(stage, "#node-tab-LOGS", ToggleButton.class).fire());
        OnFx.await(() -> lines(stage).getItems().size() == 3);
        OnFx.await(() -> heights(stage).size() == 3);
        assertThat(OnFx.get(() -> heights(stage)))
                .allSatisfy(h -> assertThat(h).isBetween(14.0, 20.0));
        OnFx.run(() -> OnFx.find(stage, "#log-wrap", CheckBox.class).fire());
        OnFx.await(() -> heights(stage).getLast() > 60);
        OnFx.shoot(window, FOLDER, "node-log-wrapped");
        assertThat(OnFx.get(() -> heights(stage)).get(1)).isGreaterThan(60);
        OnFx.run(stage::close);
        OnFx.run(window::close);
    }

    /// Of the lines, from the top.
    private static List<Double> heights(Stage stage) {
        return lines(stage).lookupAll(".list-cell").stream()
                .map(ListCell.class::cast)
                .filter(cell -> cell.isVisible() && cell.getItem() != null)
                .sorted(Comparator.comparing(Node::getLayoutY))
                .map(ListCell::getHeight)
                .toList();
    }

    private static ListView<?> lines(Stage stage) {
        return OnFx.find(stage, "#log-lines", ListView.class);
    }

    private static List<String> names(Stage stage) {
        return lines(stage).lookupAll(".node").stream()
                .map(Label.class::cast)
                .map(Label::getText)
                .toList();
    }

    private static KeyEvent chooseAll() {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.A, false, true, false, true);
    }
}

package dev.elasticcloud.console.feature.balancer;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.DataTable;
import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.ProblemLabel;
import dev.elasticcloud.console.control.Row;
import dev.elasticcloud.console.control.ScreenHeader;
import dev.elasticcloud.console.control.Selectable;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.console.control.WindowFrame;
import dev.elasticcloud.console.text.ElapsedTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The balancer's backends and servers as a table, with its configuration.
public final class BalancerView extends VBox implements Selectable {

    private final BalancerModel model;
    private final WindowFrame frame;
    private final DataTable<String, ServerItem> table;
    private final TextField filter;
    private final VBox file = new VBox();

    public BalancerView(BalancerModel model, WindowFrame frame) {
        this.model = model;
        this.frame = frame;
        this.filter =
                ScreenHeader.filterField(
                        "server-filter", text("balancer.prompt.filter"), model::filter);
        this.table =
                new DataTable<>(
                        model.rows(), text("balancer.accessible.table"), text("balancer.empty"));
        table.setId("server-table");
        getStyleClass().addAll("screen", "balancer");
        getStylesheets().add(Stylesheets.named(BalancerView.class, "balancer.css"));
        columns();
        CheckBox differences = new CheckBox(text("balancer.differencesOnly"));
        differences.setId("differences-only");
        differences.setOnAction(event -> model.showDifferencesOnly(differences.isSelected()));
        ToggleButton configuration = new ToggleButton(text("balancer.configuration"));
        configuration.setId("show-configuration");
        configuration.setOnAction(event -> showFile(configuration.isSelected()));
        VBox card = new VBox(table);
        card.getStyleClass().add("card");
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox.setVgrow(card, Priority.ALWAYS);
        ProblemLabel problem = new ProblemLabel(model.problemProperty());
        fillFile();
        showFile(false);
        getChildren()
                .addAll(
                        new ScreenHeader(
                                text("screen.balancer"),
                                model.summaryProperty(),
                                filter,
                                differences,
                                configuration),
                        problem,
                        card,
                        file);
        table.setOnMouseClicked(
                event -> {
                    if (event.getClickCount() == 2) {
                        openNode();
                    }
                });
        table.setOnKeyPressed(
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        openNode();
                    }
                });
        sceneProperty().addListener((o, before, now) -> model.watch(now != null));
    }

    private void openNode() {
        var row = table.getSelectionModel().getSelectedItem();
        if (row != null && !row.value().isBackend()) {
            frame.go(text("screen.nodes"), row.value().row().server());
        }
    }

    private void columns() {
        table.column(
                text("balancer.column.server"),
                140,
                Comparator.comparing(ServerItem::key),
                Name::new);
        table.column(
                text("balancer.column.state"),
                96,
                Comparator.comparing(i -> i.row().status()),
                State::new);
        numbers(text("balancer.column.sessions"), 78, i -> sessions(i), i -> i.row().sessions());
        numbers(
                text("balancer.column.queue"),
                66,
                i -> Figures.count(i.row().queued()),
                i -> i.row().queued());
        var rate =
                numbers(
                        text("balancer.column.rate"),
                        60,
                        i -> text("balancer.perSecond", i.row().rate()),
                        i -> i.row().rate());
        var total =
                numbers(
                        text("balancer.column.total"),
                        76,
                        i -> Figures.count(i.row().total()),
                        i -> i.row().total());
        numbers(
                text("balancer.column.response"),
                88,
                i -> Figures.millis(i.row().responseMillis()),
                i -> i.row().responseMillis().orElse(-1));
        numbers(
                text("balancer.column.errors"),
                68,
                i -> Figures.count(i.row().errors()),
                i -> i.row().errors());
        var retries =
                numbers(
                        text("balancer.column.retries"),
                        74,
                        i -> Figures.count(i.row().retries()),
                        i -> i.row().retries());
        var check =
                table.column(
                        text("balancer.column.check"),
                        110,
                        BalancerView::check,
                        Comparator.comparing(i -> i.row().check()));
        numbers(text("balancer.column.since"), 92, BalancerView::since, i -> sinceSeconds(i));
        table.column(
                text("balancer.column.difference"),
                190,
                Comparator.comparing(ServerItem::difference),
                Difference::new);
        table.spare(retries, check, total, rate);
    }

    private TableColumn<Row<String, ServerItem>, ServerItem> numbers(
            String title,
            double width,
            Function<ServerItem, String> text,
            ToDoubleFunction<ServerItem> order) {
        return table.numbers(title, width, text, Comparator.comparingDouble(order));
    }

    private static String sessions(ServerItem item) {
        int slots = item.row().slots();
        return slots == 0
                ? Figures.count(item.row().sessions())
                : text("count.of", item.row().sessions(), slots);
    }

    private static String check(ServerItem item) {
        OptionalDouble millis = item.row().checkMillis();
        return item.row().check() + (millis.isPresent() ? ", " + Figures.millis(millis) : "");
    }

    private static String since(ServerItem item) {
        Duration since = item.row().since();
        return since == null ? Figures.UNKNOWN : ElapsedTime.inSeconds(since);
    }

    private static double sinceSeconds(ServerItem item) {
        Duration since = item.row().since();
        return since == null ? -1 : since.toSeconds();
    }

    private void fillFile() {
        file.getStyleClass().add("card");
        Label title = new Label(text("balancer.configurationTitle"));
        title.getStyleClass().add("card-title");
        Button copy = new Button(text("balancer.copy"));
        copy.setAccessibleText(text("balancer.accessible.copy"));
        copy.setOnAction(
                event -> {
                    ClipboardContent content = new ClipboardContent();
                    content.putString(model.configurationProperty().get());
                    Clipboard.getSystemClipboard().setContent(content);
                    frame.notify(text("balancer.copied"));
                });
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox top = new HBox(title, space, copy);
        top.setAlignment(Pos.CENTER_LEFT);
        TextArea text = new TextArea();
        text.setEditable(false);
        text.setId("configuration");
        text.getStyleClass().add("configuration");
        text.setAccessibleText(text("balancer.accessible.configuration"));
        model.configurationProperty().addListener((o, before, now) -> text.setText(now));
        VBox.setVgrow(text, Priority.ALWAYS);
        file.getChildren().addAll(top, text);
        file.prefHeightProperty().bind(heightProperty().multiply(0.45));
    }

    private void showFile(boolean shown) {
        file.setVisible(shown);
        file.setManaged(shown);
    }

    /// Shows only rows that match this text.
    @Override
    public void select(String what) {
        filter.setText(what);
    }

    /// A backend in bold; its servers below it, indented.
    private static final class Name implements DataTable.Drawing<ServerItem> {
        private final Region dot = new Region();
        private final Label label = new Label();
        private final HBox box = new HBox(8, dot, label);

        Name() {
            box.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        public Node node() {
            return box;
        }

        @Override
        public void show(ServerItem item) {
            boolean backend = item.isBackend();
            dot.getStyleClass().setAll("pod-dot", item.accent());
            dot.setVisible(backend);
            label.setText(backend ? item.pod().value() : item.row().server());
            label.getStyleClass().setAll("label", backend ? "backend-name" : "server-name");
        }
    }

    private static final class State implements DataTable.Drawing<ServerItem> {
        private final Label label = new Label();

        @Override
        public Node node() {
            return label;
        }

        @Override
        public void show(ServerItem item) {
            String status = item.row().status();
            label.setText(status);
            String word = status.split(" ", 2)[0].toLowerCase(Locale.ROOT);
            label.getStyleClass().setAll("label", "server-state", word);
        }
    }

    private static final class Difference implements DataTable.Drawing<ServerItem> {
        private final Label label = new Label();

        @Override
        public Node node() {
            return label;
        }

        @Override
        public void show(ServerItem item) {
            label.setText(item.difference().isEmpty() ? "" : "≠ " + item.difference());
            label.getStyleClass().setAll("label", "difference");
        }
    }
}

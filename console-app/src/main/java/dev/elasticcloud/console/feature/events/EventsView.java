package dev.elasticcloud.console.feature.events;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.DataTable;
import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.ProblemLabel;
import dev.elasticcloud.console.control.ScreenHeader;
import dev.elasticcloud.console.control.Selectable;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.console.control.WindowFrame;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// One timeline of everything that happened, with filters, and links to the subject of an entry.
public final class EventsView extends VBox implements Selectable {

    private static final double TIME = 84;

    private final EventsModel model;
    private final WindowFrame frame;
    private final DataTable<String, Entry> table;
    private final TextField search;
    private final VBox detail = new VBox();

    public EventsView(EventsModel model, WindowFrame frame) {
        this.model = model;
        this.frame = frame;
        this.search =
                ScreenHeader.filterField(
                        "event-search", text("events.prompt.search"), model::search);
        // Wide enough that the controls fit on one line in a window of 1024.
        search.setPrefColumnCount(15);
        search.setText(model.search());
        this.table =
                new DataTable<>(
                        model.rows(), text("events.accessible.table"), text("events.empty"));
        table.setId("event-table");
        getStyleClass().addAll("screen", "events");
        getStylesheets().add(Stylesheets.named(EventsView.class, "events.css"));
        columns();
        detail.getStyleClass().addAll("card", "detail");
        VBox card = new VBox(table);
        card.getStyleClass().add("card");
        VBox.setVgrow(table, Priority.ALWAYS);
        HBox.setHgrow(card, Priority.ALWAYS);
        card.setPrefWidth(860);
        ScrollPane side = new ScrollPane(detail);
        side.setFitToWidth(true);
        side.getStyleClass().add("scroller");
        side.setPrefWidth(330);
        side.setMinWidth(230);
        HBox below = new HBox(12, card, side);
        VBox.setVgrow(below, Priority.ALWAYS);
        ProblemLabel problem = new ProblemLabel(model.problemProperty());
        getChildren()
                .addAll(
                        new ScreenHeader(
                                text("screen.events"), model.summaryProperty(), controls()),
                        problem,
                        below);
        table.onCurrent(model::select);
        model.currentProperty().addListener((o, before, now) -> showDetail(now));
        sceneProperty().addListener((o, before, now) -> model.watch(now != null));
        showDetail(null);
    }

    private void columns() {
        table.column(
                        text("events.column.time"),
                        TIME,
                        entry -> Figures.clock(entry.at(), model.now()),
                        Comparator.comparing(Entry::at))
                .setMinWidth(TIME);
        table.column(text("events.column.kind"), 112, Comparator.comparing(Entry::kind), Kind::new);
        table.column(
                text("events.column.about"),
                100,
                EventsView::about,
                Comparator.comparing(EventsView::about));
        table.column(
                        text("events.column.what"),
                        420,
                        Entry::text,
                        Comparator.comparing(Entry::text))
                .setMinWidth(180);
        table.spare(
                table.column(
                        text("events.column.who"),
                        90,
                        Entry::who,
                        Comparator.comparing(Entry::who)));
    }

    private static String about(Entry entry) {
        NodeName node = entry.node();
        PodName pod = entry.pod();
        return node != null ? node.value() : pod != null ? pod.value() : "";
    }

    private Node[] controls() {
        List<Node> controls = new ArrayList<>();
        controls.add(search);
        for (Entry.Source source : Entry.Source.values()) {
            CheckBox box = new CheckBox(source.title());
            box.setId("show-" + source.name());
            box.setSelected(model.shows(source));
            box.setOnAction(event -> model.show(source, box.isSelected()));
            String refusal = source == Entry.Source.CHANGE ? model.auditRefusal() : "";
            if (!refusal.isEmpty()) {
                box.setDisable(true);
                box.setSelected(false);
                box.setText(text("events.ownersOnly", source.title()));
                box.setAccessibleText(refusal);
            }
            controls.add(box);
        }
        CheckBox trouble = new CheckBox(text("events.troubleOnly"));
        trouble.setId("trouble-only");
        trouble.setSelected(model.showsTroubleOnly());
        trouble.setOnAction(event -> model.showTroubleOnly(trouble.isSelected()));
        controls.add(trouble);
        return controls.toArray(Node[]::new);
    }

    private void showDetail(@Nullable Entry entry) {
        detail.getChildren().clear();
        if (entry == null) {
            Label hint = new Label(text("events.hint"));
            hint.setWrapText(true);
            hint.getStyleClass().add("hint");
            detail.getChildren().add(hint);
            return;
        }
        String what =
                entry.who().isEmpty() ? entry.kind() : text("events.by", entry.kind(), entry.who());
        Label title = new Label(Figures.clock(entry.at(), model.now()) + "  " + what);
        title.setWrapText(true);
        title.getStyleClass().add("card-title");
        Label text = new Label(entry.text());
        text.setWrapText(true);
        Label more = new Label(entry.detail());
        more.setWrapText(true);
        more.getStyleClass().add("more");
        FlowPane ways = new FlowPane(8, 6);
        NodeName node = entry.node();
        PodName pod = entry.pod();
        if (node != null) {
            ways.getChildren()
                    .add(way(text("events.node", node), text("screen.nodes"), node.value()));
        }
        if (pod != null && entry.source() == Entry.Source.DECISION) {
            ways.getChildren()
                    .add(way(text("events.why"), text("screen.scaling"), pod + " " + entry.at()));
        }
        if (pod != null) {
            ways.getChildren()
                    .add(way(text("events.scalingOf", pod), text("screen.scaling"), pod.value()));
        }
        detail.getChildren().addAll(title, text, more, ways);
    }

    private Button way(String title, String screen, String selection) {
        Button button = new Button(title);
        button.setOnAction(event -> frame.go(screen, selection));
        return button;
    }

    /// Searches for something.
    @Override
    public void select(String what) {
        search.setText(what);
    }

    /// The kind of entry, with a symbol for its severity.
    private static final class Kind implements DataTable.Drawing<Entry> {
        private final Label label = new Label();

        @Override
        public Node node() {
            return label;
        }

        @Override
        public void show(Entry entry) {
            String sign =
                    switch (entry.severity()) {
                        case INFO -> "";
                        case WARNING -> "▲ ";
                        case ERROR -> "✕ ";
                    };
            label.setText(sign + entry.kind());
            label.getStyleClass()
                    .setAll("label", "kind", entry.severity().name().toLowerCase(Locale.ROOT));
        }
    }
}

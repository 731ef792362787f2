package dev.elasticcloud.console.feature.scaling;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.DataTable;
import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.ScreenHeader;
import dev.elasticcloud.manager.model.record.Decision;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The decisions of a pod as a table, with its filters above.
final class DecisionTable extends VBox {

    private static final double TIME = 84;

    private final DataTable<Instant, Decision> table;

    DecisionTable(ScalingModel model) {
        DecisionList decisions = model.decisions();
        this.table =
                new DataTable<>(
                        decisions.rows(),
                        text("scaling.table.accessible"),
                        text("scaling.table.empty"));
        addColumns(model);
        table.onCurrent(decisions::select);
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(filters(decisions), table);
        getStyleClass().add("card");
        setMinWidth(340);
        setPrefWidth(560);
    }

    private void addColumns(ScalingModel model) {
        table.setId("decision-table");
        table.column(
                        text("scaling.table.column.time"),
                        TIME,
                        d -> Figures.clock(d.at(), model.now()),
                        Comparator.comparing(Decision::at))
                .setMinWidth(TIME);
        table.column(
                text("scaling.table.column.change"),
                106,
                Comparator.comparing(Decision::verdict),
                Change::new);
        table.column(
                text("scaling.table.column.held"),
                96,
                DecisionText::heldBy,
                Comparator.comparing(DecisionText::heldBy));
        var reason =
                table.column(
                        text("scaling.table.column.reason"),
                        240,
                        Decision::sentence,
                        Comparator.comparing(Decision::sentence));
        reason.setMinWidth(90);
        // The pane beside the list shows the reason of the current decision.
        table.spare(reason);
    }

    private static FlowPane filters(DecisionList decisions) {
        TextField search =
                ScreenHeader.filterField(
                        "decision-search", text("scaling.table.prompt.search"), decisions::search);
        search.setPrefColumnCount(14);
        search.setText(decisions.search());
        Label counts = new Label();
        counts.getStyleClass().add("hint");
        counts.textProperty().bind(decisions.countsProperty());
        FlowPane filters =
                new FlowPane(
                        8,
                        6,
                        search,
                        ScreenHeader.choice(
                                "decisions",
                                List.of(DecisionList.Shown.values()),
                                decisions.shown(),
                                DecisionList.Shown::title,
                                decisions::show),
                        counts);
        filters.getStyleClass().add("screen-header");
        filters.setAlignment(Pos.CENTER_LEFT);
        return filters;
    }

    void showCurrent(@Nullable Decision decision) {
        table.showCurrent(decision == null ? null : decision.at());
    }

    /// Whether the count went up, down or stayed; the symbol says the same as the colour.
    private static final class Change implements DataTable.Drawing<Decision> {
        private final Label label = new Label();

        @Override
        public Node node() {
            return label;
        }

        @Override
        public void show(Decision decision) {
            label.setText(DecisionText.change(decision));
            label.getStyleClass()
                    .setAll(
                            "label",
                            "change",
                            decision.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }
}

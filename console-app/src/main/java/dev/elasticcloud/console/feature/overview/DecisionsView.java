package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.StatusPill;
import dev.elasticcloud.console.control.StatusPill.Tone;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.manager.model.record.Decision;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The latest decisions about a pod with what each rule recommended.
final class DecisionsView extends ScrollPane {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    /// @param decisions newest first
    DecisionsView(List<Decision> decisions) {
        getStyleClass().add("decisions");
        getStylesheets().add(Stylesheets.named(OverviewView.class, "overview.css"));
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        VBox rows = new VBox();
        rows.getStyleClass().add("rows");
        decisions.forEach(decision -> rows.getChildren().add(row(decision)));
        if (decisions.isEmpty()) {
            rows.getChildren().add(new Label(text("overview.decisions.none")));
        }
        setContent(rows);
    }

    /// A link that shows the decisions about a pod.
    static Hyperlink link(PodCardModel model, OverviewActions actions) {
        Hyperlink why = new Hyperlink(text("overview.decisions.why"));
        why.setMinWidth(USE_PREF_SIZE);
        why.setAccessibleText(text("overview.decisions.accessible.why", model.name()));
        why.setOnAction(
                event -> {
                    why.setVisited(false);
                    model.askDecisions(
                            decisions ->
                                    actions.onDialog()
                                            .accept(
                                                    new DecisionsView(decisions),
                                                    text(
                                                            "overview.decisions.title",
                                                            model.name())));
                });
        return why;
    }

    private static Node row(Decision decision) {
        StatusPill verdict = new StatusPill();
        showVerdict(verdict, decision);
        Label time = styled("time", times(decision));
        HBox heading = new HBox(verdict, time);
        heading.getStyleClass().add("heading");
        heading.setAlignment(Pos.CENTER_LEFT);
        VBox row = new VBox(heading, styled("sentence", decision.sentence()));
        row.getStyleClass().add("decision");
        for (Decision.Opinion opinion : decision.opinions()) {
            row.getChildren()
                    .add(
                            styled(
                                    "opinion",
                                    text(
                                            "overview.decisions.opinion",
                                            opinion.rule(),
                                            opinion.wanted(),
                                            opinion.because())));
        }
        if (!decision.limitedBy().isEmpty()) {
            String limits = String.join("; ", decision.limitedBy());
            row.getChildren().add(styled("limit", text("overview.decisions.limitedBy", limits)));
        }
        HBox.setHgrow(row, Priority.ALWAYS);
        return row;
    }

    private static void showVerdict(StatusPill pill, Decision decision) {
        String change = decision.nodes() + " → " + decision.wanted();
        switch (decision.verdict()) {
            case SCALE_UP -> pill.show("▲ " + change, Tone.SUCCESS);
            case SCALE_DOWN -> pill.show("▼ " + change, Tone.WARNING);
            case HOLD -> pill.show(text("overview.decisions.stays", decision.nodes()), Tone.MUTED);
        }
    }

    private static String times(Decision decision) {
        String from = clock(decision.at());
        String until = clock(decision.until());
        return from.equals(until) ? from : from + " – " + until;
    }

    private static String clock(Instant at) {
        return CLOCK.format(at);
    }

    private static Label styled(String styleClass, String text) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setWrapText(true);
        return label;
    }
}

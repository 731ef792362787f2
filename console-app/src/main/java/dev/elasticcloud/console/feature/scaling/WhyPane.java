package dev.elasticcloud.console.feature.scaling;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.feature.scaling.whyscale.WhyScale;
import dev.elasticcloud.console.feature.scaling.whyscale.WhyScaleView;
import dev.elasticcloud.manager.model.record.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The chain of reasons of one decision: what each rule wanted, what limited it, what was done,
/// and why there are not more or fewer nodes.
final class WhyPane extends VBox {

    /// In a pane narrower than this, the reason of a step is below it.
    private static final double WIDE = 440;

    private @Nullable Decision current;
    private boolean narrow;

    WhyPane() {
        getStyleClass().add("why");
        widthProperty().addListener((o, before, now) -> fit(now.doubleValue()));
        show(null);
    }

    private void fit(double width) {
        boolean now = width > 0 && width < WIDE;
        if (now != narrow) {
            narrow = now;
            show(current);
        }
    }

    void show(@Nullable Decision decision) {
        current = decision;
        if (decision == null) {
            Label hint =
                    text(
                            "hint",
                            "Choose a decision in the list, or press [ and ], to see what each rule wanted and what limited it.");
            getChildren().setAll(hint);
            return;
        }
        List<Node> parts = new ArrayList<>();
        String until =
                decision.until().equals(decision.at())
                        ? ""
                        : " – " + Figures.clock(decision.until());
        parts.add(
                text(
                        "card-title",
                        "%s  at %s%s"
                                .formatted(
                                        DecisionText.change(decision),
                                        Figures.clock(decision.at()),
                                        until)));
        parts.add(text("sentence", decision.sentence()));
        parts.add(text("hint", DecisionText.inputs(decision)));
        parts.add(new WhyScaleView(WhyScale.of(decision, served(decision)), narrow));
        parts.add(because("Why not fewer?", decision.whyNotFewer()));
        parts.add(because("Why not more?", decision.whyNotMore()));
        decision.warnings().forEach(warning -> parts.add(text("problem", warning)));
        getChildren().setAll(parts);
    }

    private static String served(Decision decision) {
        Duration serving = decision.serving();
        return switch (decision.verdict()) {
            case SCALE_UP ->
                    serving == null
                            ? "the first new node does not serve yet"
                            : "the first new node served after " + serving.toMillis() + " ms";
            case SCALE_DOWN -> "nodes finish their jobs before they go";
            case HOLD -> "the count stays";
        };
    }

    private static Node because(String question, String answer) {
        Label title = new Label(question);
        title.getStyleClass().add("question");
        title.setMinWidth(96);
        HBox box = new HBox(10, title, text("answer", answer.isEmpty() ? Figures.UNKNOWN : answer));
        box.setAlignment(Pos.TOP_LEFT);
        return box;
    }

    private static Label text(String styleClass, String text) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}

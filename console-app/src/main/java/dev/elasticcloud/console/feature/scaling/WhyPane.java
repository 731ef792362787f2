package dev.elasticcloud.console.feature.scaling;

import static dev.elasticcloud.console.text.Texts.text;

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

    private final Label title = styled("card-title", "");
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
            fill(current);
        }
    }

    void show(@Nullable Decision decision) {
        Decision before = current;
        current = decision;
        if (decision != null && before != null && lasts(before, decision)) {
            title.setText(heading(decision));
        } else {
            fill(decision);
        }
    }

    /// Whether it is the same decision, which is still in force.
    private static boolean lasts(Decision before, Decision now) {
        return before.until(before.at()).equals(now.until(now.at()));
    }

    private void fill(@Nullable Decision decision) {
        if (decision == null) {
            Label hint = styled("hint", text("scaling.why.hint"));
            getChildren().setAll(hint);
            return;
        }
        title.setText(heading(decision));
        List<Node> parts = new ArrayList<>();
        parts.add(title);
        parts.add(styled("sentence", decision.sentence()));
        parts.add(styled("hint", DecisionText.inputs(decision)));
        parts.add(new WhyScaleView(WhyScale.of(decision, served(decision)), narrow));
        parts.add(because(text("scaling.why.notFewer"), decision.whyNotFewer()));
        parts.add(because(text("scaling.why.notMore"), decision.whyNotMore()));
        decision.warnings().forEach(warning -> parts.add(styled("problem", warning)));
        getChildren().setAll(parts);
    }

    private static String heading(Decision decision) {
        String change = DecisionText.change(decision);
        String from = Figures.clock(decision.at());
        return decision.until().equals(decision.at())
                ? text("scaling.why.at", change, from)
                : text("scaling.why.during", change, from, Figures.clock(decision.until()));
    }

    private static String served(Decision decision) {
        Duration serving = decision.serving();
        return switch (decision.verdict()) {
            case SCALE_UP ->
                    serving == null
                            ? text("scaling.why.notServing")
                            : text("scaling.why.served", serving.toMillis());
            case SCALE_DOWN -> text("scaling.why.nodesFinish");
            case HOLD -> text("scaling.why.stays");
        };
    }

    private static Node because(String question, String answer) {
        Label title = new Label(question);
        title.getStyleClass().add("question");
        title.setMinWidth(96);
        HBox box =
                new HBox(10, title, styled("answer", answer.isEmpty() ? Figures.UNKNOWN : answer));
        box.setAlignment(Pos.TOP_LEFT);
        return box;
    }

    private static Label styled(String styleClass, String text) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}

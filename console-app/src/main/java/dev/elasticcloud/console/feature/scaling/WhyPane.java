package dev.elasticcloud.console.feature.scaling;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.model.record.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The chain of reasons of one decision: what each rule wanted, what limited it, what was done,
/// and why there are not more or fewer nodes.
final class WhyPane extends VBox {

    private static final double SCALE = 150;

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
            Label hint = styled("hint", text("scaling.why.hint"));
            getChildren().setAll(hint);
            return;
        }
        List<Node> parts = new ArrayList<>();
        String until =
                decision.until().equals(decision.at())
                        ? ""
                        : " – " + Figures.clock(decision.until());
        parts.add(
                styled(
                        "card-title",
                        text(
                                "scaling.why.at",
                                DecisionText.change(decision),
                                Figures.clock(decision.at()),
                                until)));
        parts.add(styled("sentence", decision.sentence()));
        parts.add(styled("hint", DecisionText.inputs(decision)));
        int most = Math.max(1, Math.max(decision.wanted(), decision.nodes()));
        for (Decision.Opinion opinion : decision.opinions()) {
            most = Math.max(most, opinion.wanted());
        }
        String leading = decision.leading().map(Decision.Opinion::rule).orElse("");
        for (Decision.Opinion opinion : decision.opinions()) {
            String style = opinion.rule().equals(leading) ? "leading" : "opinion";
            parts.add(step(style, opinion.rule(), opinion.wanted(), most, opinion.because()));
        }
        for (Decision.Brake brake : decision.brakes()) {
            parts.add(
                    step("brake", Names.of(brake.kind()), brake.allowed(), most, brake.because()));
        }
        parts.add(
                step("done", text("scaling.why.done"), decision.wanted(), most, served(decision)));
        parts.add(because(text("scaling.why.notFewer"), decision.whyNotFewer()));
        parts.add(because(text("scaling.why.notMore"), decision.whyNotMore()));
        decision.warnings().forEach(warning -> parts.add(styled("problem", warning)));
        getChildren().setAll(parts);
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

    private Node step(String style, String name, int count, int most, String because) {
        Label title = new Label(name);
        title.getStyleClass().add("step-name");
        title.setMinWidth(96);
        Region bar = new Region();
        bar.getStyleClass().add("step-bar");
        double width = Math.max(4, SCALE * count / most);
        bar.setMinWidth(width);
        bar.setMaxWidth(width);
        bar.setMinHeight(8);
        bar.setMaxHeight(8);
        HBox track = new HBox(6, bar, new Label(Integer.toString(count)));
        track.setAlignment(Pos.CENTER_LEFT);
        track.setMinWidth(SCALE + 34);
        Label why = styled("step-because", because);
        HBox.setHgrow(why, Priority.ALWAYS);
        HBox line = new HBox(10, title, track);
        line.setAlignment(Pos.CENTER_LEFT);
        Pane step = narrow ? new VBox(2, line, why) : line;
        if (!narrow) {
            line.getChildren().add(why);
        }
        step.getStyleClass().addAll("step", style);
        step.setMinHeight(Region.USE_PREF_SIZE);
        return step;
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

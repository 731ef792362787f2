package dev.elasticcloud.console.feature.scaling.waterfall;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Stylesheets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.HPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Draws the waterfall of one decision, and below it how long the latest reactions took.
public final class WaterfallView extends VBox {

    private Waterfall shown = Waterfall.NONE;
    private ReactionSummary summary = new ReactionSummary(List.of());

    public WaterfallView() {
        setId("waterfall");
        getStyleClass().add("waterfall");
        getStylesheets().add(Stylesheets.named(WaterfallView.class, "waterfall.css"));
        setAccessibleRole(AccessibleRole.TEXT);
        draw();
    }

    public void show(Waterfall waterfall) {
        if (!waterfall.equals(shown)) {
            shown = waterfall;
            draw();
        }
    }

    public void show(ReactionSummary latest) {
        if (!latest.equals(summary)) {
            summary = latest;
            draw();
        }
    }

    private void draw() {
        getChildren().clear();
        if (!shown.begin().isEmpty()) {
            getChildren().add(styled("hint", shown.begin()));
        }
        shown.parts().forEach(part -> getChildren().add(part(part)));
        summary.lines().forEach(line -> getChildren().add(styled("hint", line)));
        setAccessibleText(
                shown.parts().isEmpty()
                        ? text("scaling.waterfall.accessible")
                        : shown.parts().stream()
                                .map(Waterfall.Part::spoken)
                                .collect(Collectors.joining(". ")));
    }

    private static Node part(Waterfall.Part part) {
        Label title = new Label(part.title());
        title.getStyleClass().add("part-title");
        title.setMinWidth(40);
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label total = new Label(part.total());
        total.getStyleClass().addAll("part-total", part.way().name().toLowerCase(Locale.ROOT));
        total.setMinWidth(Region.USE_PREF_SIZE);
        GridPane grid = new GridPane();
        grid.getStyleClass().add("steps");
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints tracks = new ColumnConstraints();
        tracks.setHgrow(Priority.ALWAYS);
        tracks.setFillWidth(true);
        ColumnConstraints times = new ColumnConstraints();
        times.setMinWidth(Region.USE_PREF_SIZE);
        times.setHalignment(HPos.RIGHT);
        grid.getColumnConstraints().addAll(names, tracks, times);
        grid.add(axis(part.end()), 1, 0);
        int row = 1;
        for (Waterfall.Bar bar : part.bars()) {
            grid.add(styled("step-title", bar.name()), 0, row);
            grid.add(new BarTrack(bar, part.end()), 1, row);
            grid.add(styled("took", bar.took()), 2, row);
            row++;
        }
        return new VBox(2, new HBox(6, title, space, total), grid);
    }

    private static Node axis(double end) {
        Label begin = styled("tick", "0");
        Label middle = styled("tick", String.valueOf(Math.round(end / 2)));
        Label last = styled("tick", String.valueOf(Math.round(end)));
        Region one = new Region();
        Region two = new Region();
        HBox.setHgrow(one, Priority.ALWAYS);
        HBox.setHgrow(two, Priority.ALWAYS);
        return new HBox(begin, one, middle, two, last);
    }

    private static Label styled(String styleClass, String text) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setWrapText(styleClass.equals("hint"));
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}

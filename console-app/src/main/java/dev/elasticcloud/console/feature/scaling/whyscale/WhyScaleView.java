package dev.elasticcloud.console.feature.scaling.whyscale;

import dev.elasticcloud.console.control.Stylesheets;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Draws one decision on an axis of node counts.
public final class WhyScaleView extends GridPane {

    /// @param narrow whether a formula is below its row
    public WhyScaleView(WhyScale scale, boolean narrow) {
        getStyleClass().add("why-scale");
        getStylesheets().add(Stylesheets.named(WhyScaleView.class, "why-scale.css"));
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(
                scale.rows().stream().map(WhyScale.Row::spoken).collect(Collectors.joining(". ")));
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints tracks = new ColumnConstraints();
        tracks.setHgrow(Priority.ALWAYS);
        getColumnConstraints().addAll(names, tracks);
        add(new CountTrack(scale, null), 1, 0);
        int line = 1;
        for (WhyScale.Row row : scale.rows()) {
            Label name = new Label(row.name());
            name.getStyleClass().add("row-name");
            name.setMinWidth(Region.USE_PREF_SIZE);
            CountTrack track = new CountTrack(scale, row);
            Label because = new Label(row.because());
            because.getStyleClass().add("formula");
            because.setWrapText(true);
            because.setMinHeight(Region.USE_PREF_SIZE);
            String kind = row.kind().name().toLowerCase(Locale.ROOT);
            name.getStyleClass().add(kind);
            track.getStyleClass().add(kind);
            if (!row.style().isEmpty()) {
                name.getStyleClass().add(row.style());
                track.getStyleClass().add(row.style());
            }
            add(name, 0, line);
            add(track, 1, line);
            if (narrow) {
                line++;
                add(because, 1, line);
            } else {
                add(because, 2, line);
            }
            line++;
        }
        if (!narrow) {
            tracks.setPercentWidth(38);
        }
    }
}

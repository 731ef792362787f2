package dev.elasticcloud.console.control;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// A number with its name above and a reference value below.
public final class KpiCard extends VBox {

    private final String title;
    private final Label value = new Label();
    private final Label note = new Label();

    /// @param tone the style class that colours the number
    public KpiCard(String title, String tone) {
        this.title = title;
        getStyleClass().addAll("kpi-card", tone);
        getStylesheets().add(Stylesheets.of(KpiCard.class));
        Label heading = new Label(title);
        heading.getStyleClass().add("heading");
        value.getStyleClass().add("value");
        note.getStyleClass().add("note");
        getChildren().addAll(heading, value, note);
        setMinWidth(0);
        setAccessibleRole(AccessibleRole.TEXT);
    }

    public void show(String number, String beneath) {
        value.setText(number);
        note.setText(beneath);
        setAccessibleText(title + ": " + number + ", " + beneath);
    }
}

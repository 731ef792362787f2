package dev.elasticcloud.console.control;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A bar of adjacent parts, with its title and sum above. A line beneath a part shows how much of
/// it is in use.
public final class MeterBar extends VBox {

    /// One part of the bar.
    ///
    /// @param styleClass sets its colour
    /// @param amount its length, in the bar's unit
    /// @param used how much of it is in use; `NaN` when unknown or not applicable
    /// @param label written on it if it fits
    /// @param detail the text of its tooltip
    public record Part(
            String styleClass, double amount, double used, String label, String detail) {}

    /// @param total the length of the whole bar; longer parts extend it
    /// @param text the sum in words
    public record Data(double total, List<Part> parts, String text) {

        public static final Data UNKNOWN = new Data(0, List.of(), "–");

        public Data {
            parts = List.copyOf(parts);
        }

        double length() {
            return Math.max(total, parts.stream().mapToDouble(Part::amount).sum());
        }
    }

    private final Label text = new Label();
    private final Track track = new Track();

    public MeterBar(String title) {
        getStyleClass().add("meter-bar");
        getStylesheets().add(Stylesheets.of(MeterBar.class));
        Label heading = new Label(title);
        heading.getStyleClass().add("title");
        heading.setMinWidth(USE_PREF_SIZE);
        text.getStyleClass().add("sum");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(new HBox(heading, space, text), track);
        setMinWidth(120);
        setPrefWidth(240);
    }

    public void show(Data data) {
        text.setText(data.text());
        track.show(data);
    }

    /// The bar itself.
    private static final class Track extends Region {

        private static final double HEIGHT = 18;
        private static final double USED = 3;

        private final List<Piece> pieces = new ArrayList<>();
        private Data data = Data.UNKNOWN;

        Track() {
            getStyleClass().add("track");
            setMinHeight(HEIGHT);
            setPrefHeight(HEIGHT);
            setMaxHeight(HEIGHT);
        }

        void show(Data changed) {
            if (changed.equals(data)) {
                return;
            }
            data = changed;
            while (pieces.size() < data.parts().size()) {
                Piece piece = new Piece();
                pieces.add(piece);
                getChildren().add(piece);
            }
            while (pieces.size() > data.parts().size()) {
                getChildren().remove(pieces.removeLast());
            }
            for (int i = 0; i < pieces.size(); i++) {
                pieces.get(i).show(data.parts().get(i));
            }
            requestLayout();
        }

        @Override
        protected void layoutChildren() {
            double length = data.length();
            double at = 0;
            for (int i = 0; i < pieces.size(); i++) {
                double amount = data.parts().get(i).amount();
                double left = length <= 0 ? 0 : Math.round(at / length * getWidth());
                at += amount;
                double right = length <= 0 ? 0 : Math.round(at / length * getWidth());
                pieces.get(i).resizeRelocate(left, 0, Math.max(0, right - left), HEIGHT);
            }
        }

        @Override
        protected double computePrefWidth(double height) {
            return 200;
        }
    }

    private static final class Piece extends Region {

        private final Region used = new Region();
        private final Label label = new Label();
        private final Tooltip tooltip = new Tooltip();
        private Part part = new Part("", 0, Double.NaN, "", "");

        Piece() {
            setManaged(false);
            used.getStyleClass().add("used");
            label.getStyleClass().add("amount");
            label.setPadding(new Insets(0, 4, 0, 5));
            getChildren().addAll(used, label);
            Tooltip.install(this, tooltip);
        }

        void show(Part changed) {
            if (changed.equals(part)) {
                return;
            }
            part = changed;
            getStyleClass().setAll("piece", changed.styleClass());
            label.setText(changed.label());
            tooltip.setText(changed.detail());
            requestLayout();
        }

        @Override
        protected void layoutChildren() {
            double width = getWidth();
            double share =
                    part.amount() <= 0 || Double.isNaN(part.used())
                            ? 0
                            : Math.clamp(part.used() / part.amount(), 0, 1);
            used.resizeRelocate(0, getHeight() - Track.USED, Math.round(width * share), Track.USED);
            double wanted = Math.ceil(label.prefWidth(-1));
            // A truncated word is worse than none.
            label.setVisible(wanted <= width);
            label.resizeRelocate(0, 0, wanted, getHeight() - Track.USED + 1);
        }
    }
}

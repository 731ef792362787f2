package dev.elasticcloud.console.control;

import static dev.elasticcloud.console.text.Texts.text;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Shows the hosts' capacity and each pod's share of it on two slim bars: processors and memory.
public final class HostMeter extends HBox {

    /// @param name of the host, or the number of hosts
    /// @param size its capacity
    /// @param room what still fits, such as "room for 2 more medium"
    /// @param more what would fit instead, or which nodes wait for room
    /// @param full whether nodes wait for room, or no more nodes fit
    public record Data(
            String name,
            String size,
            MeterBar.Data cpu,
            MeterBar.Data memory,
            String room,
            String more,
            boolean full) {

        /// A host of which nothing is known.
        public static Data unknown() {
            return new Data(
                    text("control.hostMeter.host"),
                    "–",
                    MeterBar.Data.UNKNOWN,
                    MeterBar.Data.UNKNOWN,
                    "",
                    "",
                    false);
        }
    }

    private static final PseudoClass FULL = PseudoClass.getPseudoClass("full");

    private final Label name = styled("name");
    private final Label size = styled("size");
    private final MeterBar cpu = new MeterBar(text("control.hostMeter.cpu"));
    private final MeterBar memory = new MeterBar(text("control.hostMeter.memory"));
    private final Label room = styled("room");
    private final Label more = styled("more");
    private @Nullable Data data;

    public HostMeter() {
        getStyleClass().add("host-meter");
        getStylesheets().add(Stylesheets.of(HostMeter.class));
        setAlignment(Pos.CENTER_LEFT);
        VBox who = new VBox(name, size);
        who.setMinWidth(USE_PREF_SIZE);
        GridPane bars = new GridPane();
        bars.getStyleClass().add("bars");
        bars.addRow(0, cpu, memory);
        // The text above the processors is the longer one.
        for (double share : List.of(56.0, 44.0)) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(share);
            bars.getColumnConstraints().add(column);
        }
        HBox.setHgrow(bars, Priority.ALWAYS);
        VBox fits = new VBox(room, more);
        fits.setAlignment(Pos.CENTER_RIGHT);
        fits.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(who, bars, fits);
        show(Data.unknown());
    }

    private static Label styled(String styleClass) {
        Label label = new Label();
        label.getStyleClass().add(styleClass);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    public void show(Data changed) {
        if (changed.equals(data)) {
            return;
        }
        data = changed;
        name.setText(changed.name());
        size.setText(changed.size());
        cpu.show(changed.cpu());
        memory.show(changed.memory());
        room.setText(changed.room());
        more.setText(changed.more());
        pseudoClassStateChanged(FULL, changed.full());
        setAccessibleText(
                text(
                        "control.hostMeter.accessible",
                        changed.name(),
                        changed.size(),
                        changed.cpu().text(),
                        changed.memory().text(),
                        changed.room(),
                        changed.more()));
    }
}

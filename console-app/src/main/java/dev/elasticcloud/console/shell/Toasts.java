package dev.elasticcloud.console.shell;

import atlantafx.base.controls.Notification;
import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.fx.FxThread;
import dev.elasticcloud.console.fx.UiTimer;
import java.time.Duration;
import javafx.geometry.Pos;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Notifications in a corner that disappear after a while and never take the focus.
final class Toasts extends VBox {

    private static final Duration SHOWN = Duration.ofSeconds(8);
    private static final int MOST = 4;

    private final UiTimer timer = new UiTimer(new FxThread());

    Toasts() {
        getStyleClass().add("toasts");
        setAlignment(Pos.BOTTOM_RIGHT);
        setPickOnBounds(false);
    }

    /// Shows a warning.
    void show(String message) {
        show(message, Feather.ALERT_CIRCLE, Styles.WARNING);
    }

    /// Shows a success.
    void tell(String message) {
        show(message, Feather.CHECK_CIRCLE, Styles.SUCCESS);
    }

    private void show(String message, Feather icon, String style) {
        boolean known =
                getChildren().stream()
                        .map(Notification.class::cast)
                        .anyMatch(toast -> message.equals(toast.getMessage()));
        if (known) {
            return;
        }
        Notification toast = new Notification(message, new FontIcon(icon));
        toast.getStyleClass().addAll(style, Styles.ELEVATED_1);
        toast.setOnClose(event -> getChildren().remove(toast));
        toast.setMinHeight(USE_PREF_SIZE);
        getChildren().add(toast);
        if (getChildren().size() > MOST) {
            getChildren().removeFirst();
        }
        timer.after(SHOWN, () -> getChildren().remove(toast));
    }
}

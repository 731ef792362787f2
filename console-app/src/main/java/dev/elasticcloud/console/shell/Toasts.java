package dev.elasticcloud.console.shell;

import atlantafx.base.controls.Notification;
import atlantafx.base.theme.Styles;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Notifications in a corner that disappear after a while and never take the focus.
final class Toasts extends VBox {

    private static final Duration SHOWN = Duration.seconds(8);
    private static final int MOST = 4;

    Toasts() {
        getStyleClass().add("toasts");
        setAlignment(Pos.BOTTOM_RIGHT);
        setPickOnBounds(false);
    }

    void show(String message) {
        boolean known =
                getChildren().stream()
                        .map(Notification.class::cast)
                        .anyMatch(toast -> message.equals(toast.getMessage()));
        if (known) {
            return;
        }
        Notification toast = new Notification(message, new FontIcon(Feather.ALERT_CIRCLE));
        toast.getStyleClass().addAll(Styles.WARNING, Styles.ELEVATED_1);
        toast.setOnClose(event -> getChildren().remove(toast));
        toast.setMinHeight(USE_PREF_SIZE);
        getChildren().add(toast);
        if (getChildren().size() > MOST) {
            getChildren().removeFirst();
        }
        PauseTransition pause = new PauseTransition(SHOWN);
        pause.setOnFinished(event -> getChildren().remove(toast));
        pause.play();
    }
}

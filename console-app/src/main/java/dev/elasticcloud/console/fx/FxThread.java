package dev.elasticcloud.console.fx;

import javafx.application.Platform;

/// Runs tasks on the JavaFX application thread. Only this class in the console does so.
public final class FxThread implements UiThread {

    @Override
    public void run(Runnable task) {
        if (Platform.isFxApplicationThread()) {
            task.run();
        } else {
            Platform.runLater(task);
        }
    }
}

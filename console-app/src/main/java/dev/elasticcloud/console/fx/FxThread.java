package dev.elasticcloud.console.fx;

import javafx.application.Platform;

/// The JavaFX application thread; the only place in the console that hands work over to it.
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

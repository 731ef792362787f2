package dev.elasticcloud.console.app;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// Runs parts of a test on the FX thread and waits for their results.
final class OnFx {

    private OnFx() {}

    static <T> T get(Callable<T> task) throws Exception {
        FxToolkit.registerPrimaryStage();
        return WaitForAsyncUtils.asyncFx(task).get(20, TimeUnit.SECONDS);
    }

    static void run(Runnable task) throws Exception {
        get(
                () -> {
                    task.run();
                    return true;
                });
    }

    static Stage open(ConsoleWindow window) throws Exception {
        return get(
                () -> {
                    Stage stage = new Stage();
                    stage.setScene(window.scene());
                    stage.show();
                    return stage;
                });
    }

    static void await(BooleanSupplier condition) throws Exception {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition::getAsBoolean);
        WaitForAsyncUtils.waitForFxEvents();
    }
}

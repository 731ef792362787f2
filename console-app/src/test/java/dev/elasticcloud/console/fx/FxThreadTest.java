package dev.elasticcloud.console.fx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

class FxThreadTest {

    @Test
    void anErrorOnTheThreadReachesWhoWaitsForIt() throws Exception {
        FxToolkit.registerPrimaryStage();

        assertThatThrownBy(
                        () ->
                                new FxThread()
                                        .call(
                                                () -> {
                                                    throw new StackOverflowError("deep");
                                                },
                                                Duration.ofSeconds(30)))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(StackOverflowError.class);
    }
}

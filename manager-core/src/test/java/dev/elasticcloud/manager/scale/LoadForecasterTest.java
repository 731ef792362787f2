package dev.elasticcloud.manager.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class LoadForecasterTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final ScalingRule.Forecast RULE = new ScalingRule.Forecast(0.0025, true);
    private static final Duration AHEAD = Duration.ofSeconds(30);

    /// Follows a load for some seconds, with the number of nodes that the forecast asks for.
    private static LoadForecaster.Forecast follow(int seconds, IntToDoubleFunction load) {
        LoadForecaster forecaster = LoadForecaster.NONE;
        LoadForecaster.Forecast forecast = null;
        int nodes = 1;
        for (int second = 0; second < seconds; second++) {
            forecast =
                    forecaster.forecast(
                            load.applyAsDouble(second),
                            nodes,
                            false,
                            new Signals(START.plusSeconds(second), 0, 0, 0, 0, 0, AHEAD, List.of()),
                            RULE);
            forecaster = forecast.after();
            nodes = Math.max(1, (int) Math.ceil(forecast.demand() + forecast.margin()));
        }
        return java.util.Objects.requireNonNull(forecast);
    }

    @Test
    void thereIsNoForecastBeforeOneProvisioningTimeHasPassed() {
        assertThat(follow(20, second -> 3).known()).isFalse();
        assertThat(follow(60, second -> 3).known()).isTrue();
    }

    @Test
    void aSteadyLoadIsForecastAsItIs() {
        LoadForecaster.Forecast forecast = follow(7200, second -> 3);

        assertThat(forecast.demand()).isBetween(2.99, 3.01);
        assertThat(forecast.margin()).isLessThan(0.2);
    }

    @Test
    void aRisingLoadIsForecastAhead() {
        LoadForecaster.Forecast forecast = follow(1800, second -> 1 + second / 100.0);

        double now = 1 + 1799 / 100.0;
        assertThat(forecast.demand()).isGreaterThan(now + 0.1);
    }

    @Test
    void anErraticLoadWidensTheMargin() {
        Random random = new Random(7);
        double[] noise = random.doubles(14_400, 0, 6).toArray();

        LoadForecaster.Forecast forecast = follow(noise.length, second -> noise[second]);

        assertThat(forecast.demand() + forecast.margin()).isBetween(4.5, 7.0);
    }

    @Test
    void theTimeOfTheDayIsLearned() {
        // flat, with a sudden rise of four nodes at each noon
        IntToDoubleFunction noonRush = second -> second % 86_400 / 300 == 144 ? 5 : 1;
        int beforeNoon = 4 * 86_400 + 43_200 - 20;

        LoadForecaster.Forecast forecast = follow(beforeNoon, noonRush);

        assertThat(forecast.demand()).isGreaterThan(1.1);
    }
}

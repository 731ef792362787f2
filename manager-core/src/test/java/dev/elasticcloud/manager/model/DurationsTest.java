package dev.elasticcloud.manager.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "2m, PT2M",
        "1h, PT1H",
        "1h30m, PT1H30M",
        "1h30m15.5s, PT1H30M15.5S",
        "1.5s, PT1.5S",
        ".5s, PT0.5S",
        "1.s, PT1S",
        "0.25h, PT15M",
        "90s, PT1M30S",
        "15us, PT0.000015S",
        "15µs, PT0.000015S",
        "7ns, PT0.000000007S",
        "0, PT0S",
        "0s, PT0S",
        "' 10s ', PT10S",
        "PT30S, PT30S",
        "P1DT2H, PT26H"
    })
    void durationsAreReadInGoSyntaxAndIso8601(String text, Duration expected) {
        assertThat(Durations.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "30",
                "1.5",
                "s",
                "ms",
                "10 s",
                "10S",
                "10sec",
                "1d",
                "-5s",
                "+-1s",
                "1h-5m",
                "PT-5S",
                "P1Y",
                "1e3s",
                "0x1s",
                "..5s",
                "1..5s",
                "9999999999h",
                "soon"
            })
    void malformedDurationsAreRefused(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void anOverlongTextIsRefusedUnread() {
        assertThat(Durations.parse("1".repeat(1_000_000) + "s")).isEmpty();
    }

    @Test
    void aRefusalNamesThePlaceTheTextThereAndWhatToWrite() {
        assertThatThrownBy(() -> Durations.parse("wait", "soon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wait is 'soon': give a duration such as 500ms, 10s, 2m or 1h30m");
        assertThatThrownBy(() -> Durations.parse("--timeout", "30"))
                .hasMessage("--timeout is '30': give it a unit, such as 30s");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.5S, 500ms",
        "PT0.0005S, 500us",
        "PT0.000000007S, 7ns",
        "PT1.5S, 1.5s",
        "PT30S, 30s",
        "PT1M, 1m",
        "PT90S, 1m30s",
        "PT1H30M, 1h30m",
        "PT26H0.25S, 26h0.25s"
    })
    void aDurationIsWrittenShortAndReadsBackEqual(Duration duration, String expected) {
        assertThat(Durations.format(duration)).isEqualTo(expected);
        assertThat(Durations.parse(expected)).contains(duration);
    }
}

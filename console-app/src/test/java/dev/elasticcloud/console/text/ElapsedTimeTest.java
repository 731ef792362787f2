package dev.elasticcloud.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTimeTest {

    @ParameterizedTest
    @CsvSource({
        "-5, 0 ms",
        "3, 3 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "9949, 9.9 s",
        "9950, 10 s",
        "59499, 59 s",
        "59500, 1 min 0 s",
        "185000, 3 min 5 s",
        "7500000, 2 h 5 min",
        "273600000, 3 d 4 h"
    })
    void aMeasuredTimeIsRoundedToWhatAPersonReads(long millis, String text) {
        assertThat(ElapsedTime.of(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void theSecondsOfAnAgeAreNotDivided() {
        assertThat(ElapsedTime.inSeconds(Duration.ofMillis(400))).isEqualTo("0 s");
        assertThat(ElapsedTime.inSeconds(Duration.ofMillis(9_960))).isEqualTo("9 s");
        assertThat(ElapsedTime.inSeconds(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
    }

    @Test
    void partsOfAMillisecondAreRounded() {
        assertThat(ElapsedTime.ofMillis(3.6)).isEqualTo("4 ms");
    }
}

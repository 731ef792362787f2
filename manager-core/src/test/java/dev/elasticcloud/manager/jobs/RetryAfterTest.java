package dev.elasticcloud.manager.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 | 30",
                "0 | 0",
                "Wed, 21 Oct 2026 07:28:30 GMT | 30",
                "Wed, 21 Oct 2026 07:27:00 GMT | 0",
                "soon | 0",
                "-5 | 0",
                "1.5 | 0"
            })
    void retryAfterIsADurationOrADate(String header, long seconds) {
        assertThat(RetryAfter.read(header, "Wed, 21 Oct 2026 07:28:00 GMT"))
                .isEqualTo(Duration.ofSeconds(seconds));
    }
}

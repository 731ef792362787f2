package dev.elasticcloud.console.feature.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    @Test
    void jsonIsIndented() {
        assertThat(AnswerFormat.readable("{\"a\":1}")).contains("\n").contains("\"a\" : 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"360: 2 2 2 3 3 5", "done", "", "<html>", "1 2 3"})
    void anythingElseIsShownUnchanged(String answer) {
        assertThat(AnswerFormat.readable(answer)).isEqualTo(answer);
    }
}

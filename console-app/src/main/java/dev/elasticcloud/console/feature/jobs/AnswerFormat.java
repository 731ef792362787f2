package dev.elasticcloud.console.feature.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/// Formats a job's result for reading.
final class AnswerFormat {

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private AnswerFormat() {}

    /// Indents JSON; returns anything else unchanged.
    static String readable(String answer) {
        if (answer.isBlank()) {
            return answer;
        }
        try {
            return JSON.writeValueAsString(JSON.readTree(answer));
        } catch (JsonProcessingException e) {
            return answer;
        }
    }
}

package dev.elasticcloud.console.feature.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.console.text.Csv;
import dev.elasticcloud.manager.model.job.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes exported jobs: one line each, with the same fields in both formats.
enum JobExport {
    CSV {
        @Override
        String head() {
            return Csv.line(FIELDS);
        }

        @Override
        String line(Job job) {
            List<String> line = new ArrayList<>();
            Map<String, Object> fields = fields(job);
            for (String field : FIELDS) {
                Object value = fields.get(field);
                line.add(
                        value instanceof Map<?, ?>
                                ? json(value)
                                : value == null ? "" : value.toString());
            }
            return Csv.line(line);
        }
    },
    JSON_LINES {
        @Override
        String head() {
            return "";
        }

        @Override
        String line(Job job) {
            return json(fields(job)) + "\n";
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> FIELDS =
            List.of(
                    "job",
                    "program",
                    "user",
                    "state",
                    "accepted",
                    "waitedSeconds",
                    "ranSeconds",
                    "parameters",
                    "result",
                    "reason");

    static JobExport of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".jsonl") || name.endsWith(".json") ? JSON_LINES : CSV;
    }

    abstract String head();

    abstract String line(Job job);

    private static Map<String, Object> fields(Job job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job", job.id().value());
        fields.put("program", job.pod().value());
        fields.put("user", job.user());
        fields.put("state", job.state().word());
        fields.put("accepted", job.acceptedAt().toString());
        fields.put("waitedSeconds", seconds(job.acceptedAt(), job.startedAt()));
        fields.put("ranSeconds", seconds(job.startedAt(), job.finishedAt()));
        fields.put("parameters", job.parameters());
        fields.put("result", job.result());
        fields.put("reason", job.reason());
        return fields;
    }

    private static @Nullable Double seconds(@Nullable Instant from, @Nullable Instant until) {
        return from == null || until == null
                ? null
                : Duration.between(from, until).toMillis() / 1e3;
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps, texts and numbers can be written", e);
        }
    }
}

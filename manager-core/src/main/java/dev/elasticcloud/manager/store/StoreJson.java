package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.json.JsonException;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.job.JobTry;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.spi.PortException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Reads and writes the store's JSON columns. JSON that cannot be read is reported as a fault of
/// the store.
final class StoreJson {

    private final ModelJson json = new ModelJson();

    String write(Object value) {
        return json.write(value);
    }

    CloudSpec readSpec(String text) {
        return read("spec", () -> json.readSpec(text));
    }

    Decision readDecision(String text) {
        return read("decision", () -> json.read(text, Decision.class));
    }

    Map<String, String> readParameters(String text) {
        return read("job's parameters", () -> json.readTexts(text));
    }

    List<JobTry> readTries(String text) {
        return read(
                "job's earlier runs",
                () -> json.readList(text.getBytes(StandardCharsets.UTF_8), JobTry.class));
    }

    private static <T> T read(String what, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (JsonException e) {
            throw PortException.refused(
                    "The stored " + what + " cannot be read: " + e.getMessage(), e);
        }
    }
}

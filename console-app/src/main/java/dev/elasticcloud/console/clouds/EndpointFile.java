package dev.elasticcloud.console.clouds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.nio.file.Path;
import java.util.Optional;

/// The private file by which a running manager tells its own user's commands where it answers.
public final class EndpointFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EndpointFile() {}

    public static Path of(Path data, String cloud) {
        return data.resolve(cloud + ".endpoint");
    }

    /// Where a manager on this machine answers; empty when none has said so.
    public static Optional<CloudAddress> read(Path file) {
        String text = PrivateFile.read(file);
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(text);
            return Optional.of(
                    CloudAddress.of(root.path("url").asText(), root.path("token").asText()));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "%s does not say where a manager answers: remove it and start the manager anew"
                            .formatted(file),
                    e);
        }
    }

    public static void write(Path file, CloudAddress address) {
        PrivateFile.write(
                file,
                JSON.createObjectNode()
                        .put("url", address.url().toString())
                        .put("token", address.token())
                        .toPrettyString());
    }
}

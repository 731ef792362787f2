package dev.elasticcloud.console.clouds;

import static dev.elasticcloud.console.text.Texts.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The clouds that a user has saved under names, and the current one; stored in a private file.
///
/// @param current the cloud that commands use; empty for the one on this machine
public record SavedClouds(String current, SortedMap<String, Endpoint> clouds) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public SavedClouds {
        clouds = Collections.unmodifiableSortedMap(new TreeMap<>(clouds));
    }

    public Optional<Endpoint> cloud(String name) {
        return Optional.ofNullable(clouds.get(name));
    }

    /// The address of a saved cloud.
    ///
    /// @throws CloudException with [ErrorCode#NOT_FOUND] when no cloud has this name
    public Endpoint require(String name) {
        return cloud(name)
                .orElseThrow(
                        () ->
                                new CloudException(
                                        ErrorCode.NOT_FOUND,
                                        text(
                                                "clouds.saved.unknown",
                                                name,
                                                clouds.isEmpty()
                                                        ? text("clouds.saved.howToSave")
                                                        : text(
                                                                "clouds.saved.known",
                                                                String.join(
                                                                        ", ", clouds.keySet())))));
    }

    public SavedClouds with(String name, Endpoint address) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
            throw new IllegalArgumentException(text("clouds.saved.invalidName", name));
        }
        SortedMap<String, Endpoint> changed = new TreeMap<>(clouds);
        changed.put(name, address);
        return new SavedClouds(current, changed);
    }

    /// Without a cloud; if it was the current one, the one on this machine becomes current.
    public SavedClouds without(String name) {
        require(name);
        SortedMap<String, Endpoint> changed = new TreeMap<>(clouds);
        changed.remove(name);
        return new SavedClouds(current.equals(name) ? "" : current, changed);
    }

    /// With another current cloud; an empty name stands for the one on this machine.
    public SavedClouds using(String name) {
        if (!name.isEmpty()) {
            require(name);
        }
        return new SavedClouds(name, clouds);
    }

    public static SavedClouds read(Path file) {
        String text = PrivateFile.read(file);
        if (text.isBlank()) {
            return new SavedClouds("", new TreeMap<>());
        }
        try {
            JsonNode root = JSON.readTree(text);
            SortedMap<String, Endpoint> clouds = new TreeMap<>();
            for (Map.Entry<String, JsonNode> cloud : root.path("clouds").properties()) {
                clouds.put(
                        cloud.getKey(),
                        CloudFinder.endpoint(
                                cloud.getValue().path("url").asText(),
                                cloud.getValue().path("token").asText(),
                                cloud.getValue().path("certificate").asText()));
            }
            return new SavedClouds(root.path("current").asText(), clouds);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new CloudException(
                    ErrorCode.INVALID, text("clouds.saved.invalidFile", file, e.getMessage()), e);
        }
    }

    public void write(Path file) {
        ObjectNode root = JSON.createObjectNode();
        root.put("current", current);
        ObjectNode saved = root.putObject("clouds");
        clouds.forEach(
                (name, address) ->
                        saved.putObject(name)
                                .put("url", address.url().toString())
                                .put("token", address.token())
                                .put("certificate", address.certificate()));
        PrivateFile.write(file, root.toPrettyString() + System.lineSeparator());
    }
}

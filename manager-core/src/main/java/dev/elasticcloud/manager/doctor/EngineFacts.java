package dev.elasticcloud.manager.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.spi.PortException;
import java.util.ArrayList;
import java.util.List;

/// What an engine says of itself, as it says it.
///
/// @param info its answer to `docker info`
/// @param version its answer to `docker version`
/// @param networks its networks
/// @param images its images
/// @param containers its containers, ended ones too
record EngineFacts(
        JsonNode info, JsonNode version, JsonNode networks, JsonNode images, JsonNode containers) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static EngineFacts read(DockerEngine engine) {
        return new EngineFacts(
                answer(engine, "describe itself", "/info"),
                answer(engine, "tell its version", "/version"),
                answer(engine, "list networks", "/networks"),
                answer(engine, "list images", "/images/json"),
                answer(engine, "list containers", "/containers/json?all=true"));
    }

    private static JsonNode answer(DockerEngine engine, String what, String path) {
        try {
            return JSON.readTree(engine.rawJson(what, path));
        } catch (JsonProcessingException e) {
            throw PortException.of(
                    PortException.Kind.REFUSED,
                    "Docker could not %s: its answer is no JSON".formatted(what),
                    "see that a Docker Engine answers there",
                    e);
        }
    }

    /// The subnets of all networks.
    List<String> subnets() {
        List<String> subnets = new ArrayList<>();
        for (JsonNode network : networks) {
            for (JsonNode config : network.path("IPAM").path("Config")) {
                subnets.add(config.path("Subnet").asText());
            }
        }
        return subnets;
    }

    boolean hasImage(String tag) {
        for (JsonNode image : images) {
            for (JsonNode known : image.path("RepoTags")) {
                if (known.asText().equals(tag)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether a container of this name runs.
    boolean runs(String name) {
        for (JsonNode container : containers) {
            for (JsonNode known : container.path("Names")) {
                if (known.asText().equals("/" + name)) {
                    return container.path("State").asText().equals("running");
                }
            }
        }
        return false;
    }
}

package dev.elasticcloud.manager.docker.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The folder of the user's Docker settings, as the docker command finds it.
record DockerConfig(Path folder) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static DockerConfig ofThisProcess() {
        return of(System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    static DockerConfig of(Map<String, String> environment, Path home) {
        String given = environment.getOrDefault("DOCKER_CONFIG", "").strip();
        return new DockerConfig(given.isEmpty() ? home.resolve(".docker") : Path.of(given));
    }

    /// The file with the current context and the proxies.
    Path file() {
        return folder.resolve("config.json");
    }

    /// A file of settings; an empty object when there is none.
    static JsonNode read(Path file) throws IOException {
        return Files.exists(file) ? JSON.readTree(Files.readString(file)) : JSON.createObjectNode();
    }
}

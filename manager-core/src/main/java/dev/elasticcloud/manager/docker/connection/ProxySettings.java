package dev.elasticcloud.manager.docker.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The proxies of the user's Docker settings, which the docker command gives to builds and containers
/// as variables, in capital and small letters.
public final class ProxySettings {

    private static final Logger LOG = LoggerFactory.getLogger(ProxySettings.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> VARIABLES =
            Map.of(
                    "httpProxy", "HTTP_PROXY",
                    "httpsProxy", "HTTPS_PROXY",
                    "ftpProxy", "FTP_PROXY",
                    "noProxy", "NO_PROXY",
                    "allProxy", "ALL_PROXY");

    private ProxySettings() {}

    /// The variables for an engine; empty when the settings name no proxies.
    ///
    /// @param engine its address, for which there may be proxies of its own
    public static Map<String, String> of(String engine) {
        return of(engine, System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    static Map<String, String> of(String engine, Map<String, String> environment, Path home) {
        String given = environment.getOrDefault("DOCKER_CONFIG", "").strip();
        Path folder = given.isEmpty() ? home.resolve(".docker") : Path.of(given);
        JsonNode proxies = read(folder.resolve("config.json")).path("proxies");
        JsonNode chosen = proxies.has(engine) ? proxies.path(engine) : proxies.path("default");
        Map<String, String> variables = new TreeMap<>();
        VARIABLES.forEach(
                (key, variable) -> {
                    String value = chosen.path(key).asText();
                    if (!value.isEmpty()) {
                        variables.put(variable, value);
                        variables.put(variable.toLowerCase(Locale.ROOT), value);
                    }
                });
        return Map.copyOf(variables);
    }

    private static JsonNode read(Path file) {
        try {
            return Files.exists(file)
                    ? JSON.readTree(Files.readString(file))
                    : JSON.createObjectNode();
        } catch (IOException e) {
            LOG.warn("Docker's settings in {} cannot be read, so no proxy is used", file);
            return JSON.createObjectNode();
        }
    }
}

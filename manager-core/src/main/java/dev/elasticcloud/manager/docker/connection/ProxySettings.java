package dev.elasticcloud.manager.docker.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The proxies of the user's Docker settings, which the docker command gives to builds and containers
/// as variables, in capital and small letters. The file is read again when it has changed.
final class ProxySettings {

    private static final Logger LOG = LoggerFactory.getLogger(ProxySettings.class);
    private static final FileTime NEVER = FileTime.fromMillis(Long.MIN_VALUE);
    private static final Map<String, String> VARIABLES =
            Map.of(
                    "httpProxy", "HTTP_PROXY",
                    "httpsProxy", "HTTPS_PROXY",
                    "ftpProxy", "FTP_PROXY",
                    "noProxy", "NO_PROXY",
                    "allProxy", "ALL_PROXY");

    private final String engine;
    private final Path file;
    private Known known = new Known(NEVER, Map.of());

    private record Known(FileTime changed, Map<String, String> variables) {}

    /// @param engine its address, for which there may be proxies of its own
    ProxySettings(String engine, DockerConfig config) {
        this.engine = engine;
        this.file = config.file();
    }

    /// The variables for the engine; empty when the settings name no proxies.
    synchronized Map<String, String> variables() {
        FileTime changed = changed();
        if (!changed.equals(known.changed)) {
            known = new Known(changed, read());
        }
        return known.variables;
    }

    /// A file that is not there is as one that never changes.
    private FileTime changed() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private Map<String, String> read() {
        JsonNode proxies = settings().path("proxies");
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

    private JsonNode settings() {
        try {
            return DockerConfig.read(file);
        } catch (IOException e) {
            LOG.warn("Docker's settings in {} cannot be read, so no proxy is used", file);
            return JsonNodeFactory.instance.objectNode();
        }
    }
}

package dev.elasticcloud.console.clouds;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Finds the cloud that a command is meant for. In this order: an address that was given, the one
/// in the environment, a saved cloud by name, the saved cloud in use, the one on this machine.
///
/// @param environment the process's variables
/// @param userHome the user's home folder
public record CloudFinder(Map<String, String> environment, Path userHome) {

    public static final String URL = "CLOUD_URL";
    public static final String TOKEN = "CLOUD_TOKEN";
    public static final String CONTEXT = "CLOUD_CONTEXT";
    private static final String DATA = "CLOUD_DATA";
    private static final String FOLDER = "elastic-cloud";

    public CloudFinder {
        environment = Map.copyOf(environment);
    }

    public static CloudFinder ofThisProcess() {
        return new CloudFinder(
                System.getenv(), Path.of(System.getProperty("user.home", ".")).toAbsolutePath());
    }

    /// What a command was given; what is empty was not given.
    ///
    /// @param context the name of a saved cloud; `local` is the one on this machine
    /// @param data the data folder of the manager on this machine
    public record Wish(String url, String token, String context, String data) {

        public static final Wish NONE = new Wish("", "", "", "");
        public static final String LOCAL = "local";
    }

    /// Where the wished cloud answers.
    ///
    /// @throws CloudException with [ErrorCode#UNAVAILABLE] when none runs on this machine
    public CloudAddress find(Wish wish) {
        String token = wish.token().isEmpty() ? variable(TOKEN) : wish.token();
        if (!wish.url().isEmpty()) {
            return CloudAddress.of(wish.url(), token);
        }
        if (wish.context().isEmpty() && !variable(URL).isEmpty()) {
            return CloudAddress.of(variable(URL), token);
        }
        String context = wish.context().isEmpty() ? variable(CONTEXT) : wish.context();
        SavedClouds saved = saved();
        String name = context.isEmpty() && wish.data().isEmpty() ? saved.current() : context;
        if (!name.isEmpty() && !name.equals(Wish.LOCAL)) {
            CloudAddress address = saved.require(name);
            return token.isEmpty() ? address : new CloudAddress(address.url(), token);
        }
        return local(wish.data().isEmpty() ? data() : Path.of(wish.data()));
    }

    private static CloudAddress local(Path data) {
        return EndpointFile.read(EndpointFile.of(data, "default"))
                .orElseThrow(
                        () ->
                                new CloudException(
                                        ErrorCode.UNAVAILABLE,
                                        "No cloud runs on this machine: start one with 'cloud serve' or 'cloud console', or name another with --url"));
    }

    public SavedClouds saved() {
        return SavedClouds.read(savedFile());
    }

    public void save(SavedClouds clouds) {
        clouds.write(savedFile());
    }

    /// Where saved clouds are kept: in the user's folder for settings.
    public Path savedFile() {
        Path settings =
                isOs("mac")
                        ? userHome.resolve("Library/Application Support")
                        : isOs("windows")
                                ? folder("APPDATA", "AppData/Roaming")
                                : folder("XDG_CONFIG_HOME", ".config");
        return settings.resolve(FOLDER).resolve("clouds.json");
    }

    /// Where a manager on this machine keeps its store unless it is told otherwise.
    public Path data() {
        if (!variable(DATA).isEmpty()) {
            return Path.of(variable(DATA));
        }
        Path data =
                isOs("mac")
                        ? userHome.resolve("Library/Application Support")
                        : isOs("windows")
                                ? folder("LOCALAPPDATA", "AppData/Local")
                                : folder("XDG_DATA_HOME", ".local/share");
        return data.resolve(FOLDER);
    }

    private Path folder(String variable, String usual) {
        String named = variable(variable);
        return named.isEmpty() ? userHome.resolve(usual) : Path.of(named);
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    private static boolean isOs(String name) {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains(name);
    }
}

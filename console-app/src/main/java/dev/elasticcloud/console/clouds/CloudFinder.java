package dev.elasticcloud.console.clouds;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Finds the cloud that a command selects. The order is: a given address, the address in the
/// environment, a saved cloud by name, the current saved cloud, the cloud on this machine.
///
/// @param environment the process's variables
/// @param userHome the user's home folder
/// @param running finds the manager that runs on this machine by its data folder
public record CloudFinder(
        Map<String, String> environment,
        Path userHome,
        Function<Path, Optional<Endpoint>> running) {

    public static final String URL = "CLOUD_URL";
    public static final String TOKEN = "CLOUD_TOKEN";
    public static final String CONTEXT = "CLOUD_CONTEXT";
    private static final String CERTIFICATE = "CLOUD_CERTIFICATE";
    private static final String DATA = "CLOUD_DATA";
    private static final String FOLDER = "elastic-cloud";

    public CloudFinder {
        environment = Map.copyOf(environment);
    }

    public static CloudFinder ofThisProcess(Function<Path, Optional<Endpoint>> running) {
        return new CloudFinder(
                System.getenv(),
                Path.of(System.getProperty("user.home", ".")).toAbsolutePath(),
                running);
    }

    /// Parses a manager's address; its token and the certificate to trust, in PEM, go with it.
    public static Endpoint endpoint(String url, String token, String certificate) {
        try {
            return new Endpoint(new URI(url.strip()), token.strip(), certificate);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "'%s' is not an address: give one such as https://cloud.example:8080"
                            .formatted(url),
                    e);
        }
    }

    /// Which cloud a command selects; empty values were not given.
    ///
    /// @param certificate a file with the certificate to trust
    /// @param context the name of a saved cloud; `local` is the one on this machine
    /// @param data the data folder of the manager on this machine
    public record Selection(
            String url, String token, String certificate, String context, String data) {

        public static final Selection NONE = new Selection("", "", "", "", "");
        public static final String LOCAL = "local";

        /// This selection, or another one when this names no cloud.
        public Selection or(Selection other) {
            return url.isEmpty() && context.isEmpty() && data.isEmpty() ? other : this;
        }
    }

    /// The address of the selected cloud.
    ///
    /// @throws CloudException with [ErrorCode#UNAVAILABLE] when none runs on this machine
    public Endpoint find(Selection selection) {
        String token = first(selection.token(), variable(TOKEN));
        String url = first(selection.url(), selection.context().isEmpty() ? variable(URL) : "");
        if (!url.isEmpty()) {
            return endpoint(url, token, certificate(selection));
        }
        String name = name(selection);
        if (!name.isEmpty() && !name.equals(Selection.LOCAL)) {
            Endpoint saved = saved().require(name);
            return new Endpoint(saved.url(), first(token, saved.token()), saved.certificate());
        }
        return local(selection.data().isEmpty() ? data() : Path.of(selection.data()));
    }

    /// Whether the cloud on this machine is selected.
    public boolean isLocal(Selection selection) {
        String url = first(selection.url(), selection.context().isEmpty() ? variable(URL) : "");
        String name = name(selection);
        return url.isEmpty() && (name.isEmpty() || name.equals(Selection.LOCAL));
    }

    private String name(Selection selection) {
        String context = first(selection.context(), variable(CONTEXT));
        return context.isEmpty() && selection.data().isEmpty() ? saved().current() : context;
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    /// The certificate to trust, in PEM; empty to trust what the system trusts.
    public String certificate(Selection selection) {
        String file = first(selection.certificate(), variable(CERTIFICATE));
        try {
            return file.isEmpty() ? "" : Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.INVALID, "Cannot read certificate %s: %s".formatted(file, e), e);
        }
    }

    private Endpoint local(Path data) {
        return running.apply(data)
                .orElseThrow(
                        () ->
                                new CloudException(
                                        ErrorCode.UNAVAILABLE,
                                        "No cloud is running on this machine: start one with 'cloud"
                                                + " serve' or 'cloud console', or give another with"
                                                + " --url"));
    }

    public SavedClouds saved() {
        return SavedClouds.read(savedFile());
    }

    public void save(SavedClouds clouds) {
        clouds.write(savedFile());
    }

    /// The file of saved clouds, in the user's settings folder.
    public Path savedFile() {
        Path settings =
                isOs("mac")
                        ? userHome.resolve("Library/Application Support")
                        : isOs("windows")
                                ? folder("APPDATA", "AppData/Roaming")
                                : folder("XDG_CONFIG_HOME", ".config");
        return settings.resolve(FOLDER).resolve("clouds.json");
    }

    /// The default data folder of a manager on this machine.
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

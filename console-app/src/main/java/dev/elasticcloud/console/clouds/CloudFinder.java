package dev.elasticcloud.console.clouds;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.files.FileFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Finds the cloud that a command selects. The order is: what the command names (an address, a saved
/// cloud, a cloud of this machine), what the environment names in the same order, the current saved
/// cloud, the usual cloud of this machine.
///
/// @param environment the process's variables
/// @param userHome the user's home folder
/// @param running finds the manager of a cloud on this machine if it runs
public record CloudFinder(
        Map<String, String> environment,
        Path userHome,
        Function<LocalCloud, Optional<Endpoint>> running) {

    public static final String URL = "CLOUD_URL";
    public static final String TOKEN = "CLOUD_TOKEN";
    public static final String CONTEXT = "CLOUD_CONTEXT";
    private static final String CERTIFICATE = "CLOUD_CERTIFICATE";
    private static final String NAME = "CLOUD_NAME";
    private static final String DATA = "CLOUD_DATA";
    private static final String FOLDER = "elastic-cloud";

    public CloudFinder {
        environment = Map.copyOf(environment);
    }

    public static CloudFinder ofThisProcess(Function<LocalCloud, Optional<Endpoint>> running) {
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
            throw new IllegalArgumentException(text("clouds.finder.notAnAddress", url), e);
        }
    }

    /// Which cloud a command selects; empty values were not given.
    ///
    /// @param certificate a file with the certificate to trust
    /// @param context the name of a saved cloud; `local` is the one on this machine
    /// @param data the data folder of the manager on this machine
    /// @param cloud the name of the cloud on this machine
    public record Selection(
            String url,
            String token,
            String certificate,
            String context,
            String data,
            String cloud) {

        public static final Selection NONE = new Selection("", "", "", "", "", "");
        public static final String LOCAL = "local";

        public Selection(
                String url, String token, String certificate, String context, String data) {
            this(url, token, certificate, context, data, "");
        }

        private boolean namesLocalCloud() {
            return !data.isEmpty() || !cloud.isEmpty();
        }

        /// This selection, or another one when this names no cloud.
        public Selection or(Selection other) {
            return url.isEmpty() && context.isEmpty() && !namesLocalCloud() ? other : this;
        }
    }

    /// The address of the selected cloud.
    ///
    /// @throws CloudException with [ErrorCode#UNAVAILABLE] when none runs on this machine
    public Endpoint find(Selection selection) {
        String token = first(selection.token(), variable(TOKEN));
        String url = url(selection);
        if (!url.isEmpty()) {
            return endpoint(url, token, certificate(selection));
        }
        String name = name(selection);
        if (!name.isEmpty() && !name.equals(Selection.LOCAL)) {
            Endpoint saved = saved().require(name);
            return new Endpoint(saved.url(), first(token, saved.token()), saved.certificate());
        }
        return running(local(selection));
    }

    /// Whether the cloud on this machine is selected.
    public boolean isLocal(Selection selection) {
        String url = url(selection);
        String name = name(selection);
        return url.isEmpty() && (name.isEmpty() || name.equals(Selection.LOCAL));
    }

    /// An address in the environment gives way to a cloud that the command names.
    private String url(Selection selection) {
        boolean named = !selection.context().isEmpty() || selection.namesLocalCloud();
        return first(selection.url(), named ? "" : variable(URL));
    }

    private String name(Selection selection) {
        if (selection.context().isEmpty() && selection.namesLocalCloud()) {
            return Selection.LOCAL;
        }
        String context = first(selection.context(), variable(CONTEXT));
        return context.isEmpty() && variable(NAME).isEmpty() ? saved().current() : context;
    }

    /// The cloud on this machine that a command means if it means one.
    public LocalCloud local(Selection selection) {
        String name = first(selection.cloud(), variable(NAME));
        return new LocalCloud(
                selection.data().isEmpty() ? data() : Path.of(selection.data()),
                first(name, LocalCloud.USUAL_NAME));
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
                    ErrorCode.INVALID,
                    text(
                            "clouds.finder.certificate",
                            FileFailure.sentence(Path.of(file), "be read", e)),
                    e);
        }
    }

    private Endpoint running(LocalCloud cloud) {
        return running.apply(cloud)
                .orElseThrow(
                        () ->
                                new CloudException(
                                        ErrorCode.UNAVAILABLE,
                                        cloud.isUsual()
                                                ? text("clouds.finder.noneRuns")
                                                : text(
                                                        "clouds.finder.doesNotRun",
                                                        cloud.name(),
                                                        cloud.name())));
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

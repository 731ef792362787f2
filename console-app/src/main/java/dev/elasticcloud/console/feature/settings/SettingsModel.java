package dev.elasticcloud.console.feature.settings;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.TokenClient;
import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.manager.model.AccessToken;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;

/// The connection and the tokens, for the settings screen.
public final class SettingsModel {

    /// One fact about the connection.
    public record Fact(String name, String value) {}

    private final CloudConnection connection;
    private final TokenClient client;
    private final ReadOnlyObjectWrapper<List<Fact>> facts =
            new ReadOnlyObjectWrapper<>(this, "facts", List.of());
    private final ReadOnlyObjectWrapper<List<AccessToken>> tokens =
            new ReadOnlyObjectWrapper<>(this, "tokens", List.of());
    private final ReadOnlyStringWrapper secret = new ReadOnlyStringWrapper(this, "secret", "");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper(this, "message", "");

    private final ChangeListener<CloudSnapshot> following = (property, before, now) -> follow(now);

    public SettingsModel(CloudConnection connection) {
        this.connection = connection;
        this.client = new TokenClient(connection);
        follow(connection.snapshot());
        connection.snapshotProperty().addListener(new WeakChangeListener<>(following));
    }

    private void follow(CloudSnapshot snapshot) {
        List<Fact> now = factsOf(snapshot);
        if (!now.equals(facts.get())) {
            facts.set(now);
        }
    }

    private List<Fact> factsOf(CloudSnapshot snapshot) {
        List<Fact> now = new ArrayList<>();
        now.add(new Fact(text("settings.fact.cloud"), snapshot.cloud()));
        now.add(
                new Fact(
                        text("settings.fact.manager"),
                        connection.managerUrl().orElse(text("settings.inThisConsole"))));
        now.add(new Fact(text("settings.fact.role"), Names.of(connection.role())));
        var engine = snapshot.engine();
        String name =
                switch (engine.kind()) {
                    case "docker" -> text("settings.docker", engine.version());
                    case "simulated" -> text("settings.simulated");
                    default -> "–";
                };
        now.add(new Fact(text("settings.fact.engine"), name));
        now.add(new Fact(text("settings.fact.dockerHost"), dockerHost(snapshot)));
        now.add(
                new Fact(
                        text("settings.fact.size"),
                        engine.cpus() == 0
                                ? "–"
                                : text(
                                        "settings.size",
                                        engine.cpus(),
                                        Numbers.decimals(1, engine.memoryBytes() / Figures.GB))));
        if (!engine.reachable()) {
            now.add(new Fact(text("settings.fact.silent"), engine.detail()));
        }
        var balancer = snapshot.balancer();
        now.add(
                new Fact(
                        text("settings.fact.balancer"),
                        balancer.running()
                                ? text("settings.haproxy", balancer.version(), balancer.url())
                                : balancer.detail().isEmpty()
                                        ? text("settings.balancerDown")
                                        : text("settings.balancerDownWhy", balancer.detail())));
        return now;
    }

    /// The address of the engine; only the manager in this process takes it from here.
    private String dockerHost(CloudSnapshot snapshot) {
        if (snapshot.engine().kind().equals("simulated")) {
            return text("settings.noDockerHost");
        }
        if (connection.link().isPresent()) {
            return text("settings.setByManager");
        }
        String given = System.getenv("DOCKER_HOST");
        return given == null || given.isBlank()
                ? text("settings.standardHost")
                : text("settings.fromEnvironment", given);
    }

    public ReadOnlyObjectProperty<List<Fact>> factsProperty() {
        return facts.getReadOnlyProperty();
    }

    /// All tokens, revoked ones included, oldest first.
    public ReadOnlyObjectProperty<List<AccessToken>> tokensProperty() {
        return tokens.getReadOnlyProperty();
    }

    /// The secret of the token that was created last; empty once it was copied.
    public ReadOnlyStringProperty secretProperty() {
        return secret.getReadOnlyProperty();
    }

    /// What was done, or why it was not; empty when there is nothing to say.
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /// Why this console may not use tokens; empty when it may.
    public String tokensRefused() {
        return connection.refusal(Role.OWNER);
    }

    public void refreshTokens() {
        if (tokensRefused().isEmpty()) {
            client.list(tokens::set, message::set);
        }
    }

    /// Creates a token; its secret is shown until it has been copied.
    public void create(String name, Role role) {
        message.set("");
        client.create(
                name.strip(),
                role,
                issued -> {
                    secret.set(issued);
                    message.set(text("settings.tokenCreated", name.strip()));
                    refreshTokens();
                },
                message::set);
    }

    /// Why a token cannot have this name; empty when it can.
    public String problemWith(String name) {
        try {
            new AccessToken("a", name.strip(), Role.VIEWER, connection.snapshot().at(), null);
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// Returns the secret, which then cannot be read again.
    public String takeSecret() {
        String taken = secret.get();
        secret.set("");
        message.set(text("settings.secretCopied"));
        return taken;
    }

    public void revoke(AccessToken token) {
        client.revoke(
                token.id(),
                () -> {
                    message.set(text("settings.tokenRevoked", token.name()));
                    refreshTokens();
                },
                message::set);
    }

    /// The bundled libraries, one per line.
    public static String licences() {
        return resource("licences.txt");
    }

    /// The name and version of this program, as the build wrote it.
    public static String version() {
        String version = resource("/dev/elasticcloud/console/cli/version.txt").strip();
        return text("settings.version", version.isEmpty() ? "–" : version);
    }

    private static String resource(String name) {
        try (InputStream text = SettingsModel.class.getResourceAsStream(name)) {
            return text == null ? "" : new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("A file of this program cannot be read", e);
        }
    }

    /// The Java and JavaFX that run this console.
    public static String runtime() {
        return text(
                "settings.runtime",
                System.getProperty("java.version", "–"),
                System.getProperty("javafx.runtime.version", "–"),
                System.getProperty("os.name", "–"),
                System.getProperty("os.arch", ""));
    }
}

package dev.elasticcloud.console.shell;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.api.Link;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodPhase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The state of the whole cloud, as the window's frame shows it.
public final class ShellModel {

    /// The health of the engine, the balancer and the connection.
    public enum Health {
        GOOD,
        TROUBLED,
        DOWN
    }

    /// @param text the cloud and its engine in a few words
    /// @param detail more, for a tooltip
    /// @param simulated whether the cloud is simulated
    /// @param fault what does not answer and why; empty when everything does
    /// @param role what the user may do here
    public record State(
            Health health,
            String text,
            String detail,
            boolean simulated,
            String fault,
            String role) {}

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final ReadOnlyObjectWrapper<State> state;

    private final CloudConnection connection;

    public ShellModel(CloudConnection connection) {
        this.connection = connection;
        state = new ReadOnlyObjectWrapper<>(stateOf(connection.snapshot(), connection.link()));
        connection
                .snapshotProperty()
                .addListener((o, before, now) -> state.set(stateOf(now, connection.link())));
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Why the user may not use something that needs a role; empty when the user may.
    String refusal(Role needed) {
        return connection.refusal(needed);
    }

    private static State stateOf(CloudSnapshot snapshot, Optional<Link> link) {
        String role = Names.of(link.map(Link::role).orElse(Role.OWNER));
        if (link.isPresent() && !link.get().connected()) {
            return lost(snapshot, link.get(), role);
        }
        EngineHealth engine = snapshot.engine();
        boolean simulated = engine.kind().equals("simulated");
        String text = snapshot.cloud() + " · " + engineName(engine, simulated);
        if (snapshot.number() == 0) {
            return new State(
                    Health.TROUBLED,
                    text("shell.state.connecting", snapshot.cloud()),
                    "",
                    false,
                    "",
                    role);
        }
        String detail =
                link.map(l -> text("shell.state.manager", l.url()) + "\n").orElse("")
                        + detail(snapshot);
        return new State(health(snapshot), text, detail, simulated, fault(snapshot), role);
    }

    /// The state while the manager does not answer: the last snapshot with its time.
    private static State lost(CloudSnapshot snapshot, Link link, String role) {
        String since = CLOCK.format(link.since().atZone(ZoneId.systemDefault()));
        return new State(
                Health.DOWN,
                text("shell.state.notConnected", snapshot.cloud()),
                text("shell.state.manager", link.url()),
                false,
                text(
                        "shell.state.lost",
                        link.url(),
                        since,
                        link.detail(),
                        CLOCK.format(snapshot.at().atZone(ZoneId.systemDefault()))),
                role);
    }

    private static Health health(CloudSnapshot snapshot) {
        if (!snapshot.engine().reachable()) {
            return Health.DOWN;
        }
        boolean troubled = balancerIsDown(snapshot) || !snapshot.problems().isEmpty();
        return troubled ? Health.TROUBLED : Health.GOOD;
    }

    /// Whether the balancer should run but does not. It is not needed before the first pod is
    /// initialised.
    private static boolean balancerIsDown(CloudSnapshot snapshot) {
        return !snapshot.balancer().running()
                && snapshot.pods().values().stream()
                        .map(pod -> pod.phase())
                        .anyMatch(
                                phase ->
                                        phase != PodPhase.NOT_INITIALISED
                                                && phase != PodPhase.INITIALISING);
    }

    private static String engineName(EngineHealth engine, boolean simulated) {
        if (simulated) {
            return text("shell.state.simulated");
        }
        String kind = engine.kind().equals("docker") ? "Docker" : engine.kind();
        String[] parts = engine.version().split("\\.", 3);
        String version = parts.length < 2 ? engine.version() : parts[0] + "." + parts[1];
        return version.isEmpty() ? kind : kind + " " + version;
    }

    private static String detail(CloudSnapshot snapshot) {
        EngineHealth engine = snapshot.engine();
        BalancerHealth balancer = snapshot.balancer();
        StringBuilder text = new StringBuilder();
        text.append(
                engine.reachable()
                        ? text(
                                "shell.state.engine",
                                engine.kind(),
                                engine.version(),
                                engine.cpus(),
                                Math.round(engine.memoryBytes() / Figures.GB))
                        : text("shell.state.engineSilent", engine.detail()));
        text.append('\n');
        text.append(
                balancer.running()
                        ? text("shell.state.balancer", balancer.version(), balancer.url())
                        : text("shell.state.balancerDown", balancer.detail()));
        if (balancer.running() && !balancer.detail().isEmpty()) {
            text.append("; ").append(balancer.detail());
        }
        snapshot.problems().forEach(p -> text.append('\n').append(p.text()));
        return text.toString();
    }

    private static String fault(CloudSnapshot snapshot) {
        if (!snapshot.engine().reachable()) {
            return text("shell.state.engineFault", snapshot.engine().detail());
        }
        if (balancerIsDown(snapshot)) {
            return text("shell.state.balancerFault", snapshot.balancer().detail());
        }
        return "";
    }
}

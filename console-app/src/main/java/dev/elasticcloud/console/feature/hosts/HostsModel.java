package dev.elasticcloud.console.feature.hosts;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.HostClient;
import dev.elasticcloud.console.connection.NodeClient;
import dev.elasticcloud.console.control.Accent;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.HostStatus;
import dev.elasticcloud.manager.model.status.Pending;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// The hosts and the policy of how much is promised. Follows each snapshot while the screen is
/// shown.
public final class HostsModel {

    /// Nodes of a pod that wait for room.
    record Waiting(PodName pod, Pending pending) {}

    /// Everything that the screen shows.
    ///
    /// @param accents the style class of each pod's colour, the smallest pod first
    record State(
            List<HostStatus> hosts,
            List<Waiting> waiting,
            Map<PodName, String> accents,
            boolean stale,
            Instant at) {

        State {
            hosts = List.copyOf(hosts);
            waiting = List.copyOf(waiting);
            accents = Collections.unmodifiableMap(new LinkedHashMap<>(accents));
        }
    }

    private final CloudConnection connection;
    private final HostClient hosts;
    private final NodeClient commands;
    private final ChangeListener<CloudSnapshot> listener = (o, before, now) -> show(now);
    private final ReadOnlyObjectWrapper<State> state;
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable HostPolicy> policy =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    public HostsModel(CloudConnection connection) {
        this.connection = connection;
        this.hosts = new HostClient(connection);
        this.commands = new NodeClient(connection);
        this.state = new ReadOnlyObjectWrapper<>(stateOf(connection.snapshot()));
        show(connection.snapshot());
    }

    /// Sets whether the screen is shown; snapshots are ignored otherwise.
    void watch(boolean on) {
        connection.snapshotProperty().removeListener(listener);
        if (on) {
            connection.snapshotProperty().addListener(listener);
            show(connection.snapshot());
            readPolicy();
        }
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// The policy in force; absent while unknown.
    ReadOnlyObjectProperty<@Nullable HostPolicy> policyProperty() {
        return policy.getReadOnlyProperty();
    }

    /// Why the policy could not be read or changed; empty when all is well.
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    String refusal() {
        return connection.refusal(Role.OWNER);
    }

    private void readPolicy() {
        hosts.policy(policy::set, why -> problem.set(text("hosts.policyUnreadable", why)));
    }

    /// Changes the policy.
    ///
    /// @param overcommit how many times processors may be promised, as typed
    /// @param reserveMib memory reserve on each host, in MiB, as typed
    void apply(String overcommit, String reserveMib) {
        Optional<HostPolicy> wanted = parse(overcommit, reserveMib);
        wanted.ifPresent(
                changed -> {
                    problem.set("");
                    commands.submit(
                            new Command.SetHostPolicy(changed),
                            receipt -> readPolicy(),
                            problem::set);
                });
    }

    /// Shows what is wrong with the fields while the user types; nothing when they are valid.
    Optional<HostPolicy> parse(String overcommit, String reserveMib) {
        HostPolicy known = policy.get();
        try {
            double times = Double.parseDouble(overcommit.strip().replace(',', '.'));
            long bytes = Math.multiplyExact(Long.parseLong(reserveMib.strip()), NodeLimits.MIB);
            HostPolicy wanted = new HostPolicy(times, bytes, known != null && known.unbounded());
            problem.set("");
            return Optional.of(wanted);
        } catch (NumberFormatException e) {
            problem.set(text("hosts.giveNumbers"));
        } catch (ArithmeticException | IllegalArgumentException e) {
            problem.set(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void show(CloudSnapshot now) {
        state.set(stateOf(now));
        List<String> parts = new ArrayList<>();
        parts.add(count("count.hosts", now.hosts().size()));
        int pending = state.get().waiting().stream().mapToInt(w -> w.pending().nodes()).sum();
        parts.add(pending == 0 ? text("hosts.noneWaits") : count("hosts.waiting", pending));
        if (now.hosts().stream().anyMatch(HostStatus::saturated)) {
            parts.add(text("hosts.full"));
        }
        summary.set(String.join(" · ", parts));
    }

    private static State stateOf(CloudSnapshot now) {
        Map<PodName, String> accents = new LinkedHashMap<>();
        List<Waiting> waiting = new ArrayList<>();
        for (PodStatus pod : now.podsBySize()) {
            accents.put(pod.name(), Accent.of(accents.size()));
            if (pod.pending().nodes() > 0) {
                waiting.add(new Waiting(pod.name(), pod.pending()));
            }
        }
        return new State(now.hosts(), waiting, accents, !now.engine().reachable(), now.at());
    }
}

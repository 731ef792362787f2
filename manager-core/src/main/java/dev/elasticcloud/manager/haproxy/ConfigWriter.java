package dev.elasticcloud.manager.haproxy;

import dev.elasticcloud.manager.haproxy.HaproxyConfig.Backend;
import dev.elasticcloud.manager.haproxy.HaproxyConfig.Server;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Computes the content of HAProxy's file, and writes it when it has changed. Guarded by the
/// balancer's lock, but for [#loaded].
final class ConfigWriter {

    private final ConfigFile file;
    private @Nullable HaproxyConfig config;

    /// The configuration that the running HAProxy has loaded; the file's until this manager has
    /// configured it.
    private volatile @Nullable HaproxyConfig loaded;

    ConfigWriter(ConfigFile file) {
        this.file = file;
    }

    /// The new content of the file.
    ///
    /// @param servers the nodes as the balancer has them; they override the file
    HaproxyConfig wanted(Collection<PodSpec> pods, Collection<BalancerServer> servers) {
        HaproxyConfig wanted = HaproxyConfig.EMPTY;
        for (PodSpec pod : pods) {
            Backend written = latest().backends().get(pod.name());
            SortedMap<NodeName, Server> lines =
                    new TreeMap<>(written == null ? Map.of() : written.servers());
            servers.stream()
                    .filter(server -> server.pod().equals(pod.name()))
                    .forEach(server -> lines.put(server.node(), line(server)));
            wanted = wanted.with(Backend.of(pod, lines));
        }
        return wanted;
    }

    private static Server line(BalancerServer server) {
        return new Server(
                server.node(), server.address(), server.slots(), server.mode() == Mode.READY);
    }

    /// Whether a running HAProxy must read the new file.
    boolean needsReload(LiveState live, HaproxyConfig wanted) {
        Map<PodName, String> now =
                live.traffic().stream()
                        .collect(Collectors.toMap(PodTraffic::pod, t -> t.balance().key()));
        Map<PodName, String> then =
                wanted.backends().values().stream()
                        .collect(Collectors.toMap(Backend::pod, b -> b.balance().key()));
        return !now.equals(then)
                || wanted.backends().values().stream().anyMatch(this::writtenOtherwise);
    }

    private boolean writtenOtherwise(Backend wanted) {
        Backend written = loaded().backends().get(wanted.pod());
        return written == null || wanted.differsFrom(written);
    }

    /// Writes a candidate beside the file.
    void propose(HaproxyConfig candidate) {
        file.propose(candidate);
    }

    /// Puts the proposed candidate into the file's place.
    void accept(HaproxyConfig candidate) {
        file.accept();
        config = candidate;
    }

    /// Remembers the configuration that HAProxy has loaded.
    void loaded(HaproxyConfig config) {
        loaded = config;
    }

    /// HAProxy's configuration for a pod; empty when it does not have the pod.
    String loaded(PodName pod) {
        Backend backend = loaded().backends().get(pod);
        return backend == null ? "" : backend.settings();
    }

    private HaproxyConfig loaded() {
        HaproxyConfig known = loaded;
        if (known == null) {
            known = file.read();
            loaded = known;
        }
        return known;
    }

    /// The file as last written; empty if there is none.
    String text() {
        return file.text();
    }

    /// The content last written.
    HaproxyConfig latest() {
        HaproxyConfig known = config;
        if (known == null) {
            known = file.read();
            config = known;
        }
        return known;
    }

    /// A node's line as last written.
    Optional<Server> line(PodName pod, NodeName node) {
        return Optional.ofNullable(latest().backends().get(pod))
                .map(backend -> backend.servers().get(node));
    }

    void editServer(PodName pod, NodeName node, UnaryOperator<Server> change) {
        edit(
                pod,
                backend -> {
                    Server line = backend.servers().get(node);
                    return line == null ? backend : backend.with(change.apply(line));
                });
    }

    void edit(PodName pod, UnaryOperator<Backend> change) {
        Backend backend = latest().backends().get(pod);
        if (backend == null) {
            return;
        }
        HaproxyConfig changed = latest().with(change.apply(backend));
        if (!changed.equals(latest())) {
            file.write(changed);
            config = changed;
        }
    }
}

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

/// Works out what HAProxy's file is to say, and writes it when that has changed. Guarded by the
/// balancer's lock, but for [#loaded].
final class ConfigWriter {

    private final ConfigFile file;
    private @Nullable HaproxyConfig config;

    /// What the running HAProxy has loaded; that of the file until this manager has configured it.
    private volatile @Nullable HaproxyConfig loaded;

    ConfigWriter(ConfigFile file) {
        this.file = file;
    }

    /// What the file is to say.
    ///
    /// @param servers the nodes as the balancer has them; they win over the lines of the file
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

    /// Remembers what HAProxy has loaded.
    void loaded(HaproxyConfig config) {
        loaded = config;
    }

    /// What HAProxy was configured with for a pod; empty when it does not have the pod.
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

    /// The file as it was written last; empty where there is none.
    String text() {
        return file.text();
    }

    /// What was written last.
    HaproxyConfig latest() {
        HaproxyConfig known = config;
        if (known == null) {
            known = file.read();
            config = known;
        }
        return known;
    }

    /// A node's line as it was written last.
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

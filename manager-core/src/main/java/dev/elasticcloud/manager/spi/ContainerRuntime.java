package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Timings;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Runs the containers of nodes. It sees only those that carry this cloud's labels.
///
/// Every method may block and fails with a [PortException]. Calls that change something are
/// idempotent: a call whose reply was lost can be repeated.
public interface ContainerRuntime extends AutoCloseable {

    /// Reads everything that exists. A container that cannot be read is reported as such, with its
    /// reason; the call fails only when the runtime itself does not answer.
    State observe(Collection<PodSpec> pods);

    /// What the runtime has for this cloud.
    ///
    /// @param images pods whose image is ready, with the [PodSpec#nodeFingerprint] it was made for
    /// @param networks pods whose network exists
    /// @param hosts the machines that nodes run on, with what the runtime knows about them
    record State(
            EngineHealth engine,
            Map<PodName, String> images,
            Set<PodName> networks,
            List<NodeContainer> nodes,
            List<HostReading> hosts) {
        public State {
            hosts = List.copyOf(hosts);
            images = Map.copyOf(images);
            networks = Set.copyOf(networks);
            nodes = List.copyOf(nodes);
        }
    }

    /// All nodes, the newest first, with their pod as their own labels describe it, for a manager
    /// whose store was lost. Empty for a runtime that does not outlive its manager.
    default SequencedMap<NodeName, PodSpec> declared() {
        return Collections.emptyNavigableMap();
    }

    /// Builds or pulls the pod's image and reports each line of progress.
    void buildImage(PodSpec pod, Consumer<String> progress);

    void createNetwork(PodName pod);

    void removeNetwork(PodName pod);

    /// Creates and starts a node's container; one that exists under that name is adopted.
    default void start(PodSpec pod, NodeName node) {
        start(pod, node, () -> {});
    }

    /// Creates and starts a node's container, as [#start(PodSpec, NodeName)] does.
    ///
    /// @param created called once the container exists, before it is started; never for one that is
    ///     adopted
    void start(PodSpec pod, NodeName node, Runnable created);

    /// Changes the limits of a running node without a restart.
    void update(NodeContainer node, NodeLimits limits);

    /// Gives a node, once it is ready to serve or to be a spare, the processor weight of nodes that
    /// serve. It starts with a lower one, so that starts take no time from working nodes.
    void giveServingWeight(NodeContainer node);

    void freeze(NodeContainer node);

    void thaw(NodeContainer node);

    /// Stops and removes a node's container, frozen ones included.
    void remove(NodeContainer node);

    /// Samples the usage of each running node; nodes with fewer than two readings are left out.
    List<NodeUsage> sample(Collection<NodeContainer> nodes);

    /// Everything the runtime knows of a node's container, as JSON in the runtime's own form.
    String inspect(NodeContainer node);

    /// The last lines that a node's program wrote, oldest first, even if it has ended.
    List<LogLine> logs(NodeContainer node, LogQuery query);

    /// Passes on a node's last lines and then each new one, from some thread, until the returned
    /// handle is closed or the node ends.
    ///
    /// @param ended completed when no more will come: the container has ended or is gone;
    ///     exceptionally when the log breaks off
    AutoCloseable followLogs(
            NodeContainer node,
            LogQuery query,
            Consumer<LogLine> reader,
            CompletableFuture<Void> ended);

    /// Opens a shell with a terminal in a running node's container, as the container's own user.
    ///
    /// @param output receives what the shell prints, from some thread that may wait in it, but
    ///     never from the caller's
    /// @param ended completed with the exit code when the shell ends by itself; exceptionally, with
    ///     a [PortException], when the container ends or the connection breaks off
    NodeShell openShell(
            NodeContainer node,
            TerminalSize size,
            Consumer<byte[]> output,
            CompletableFuture<Integer> ended);

    /// Calls back, from some thread, whenever something in this cloud may have changed, until the
    /// returned handle is closed.
    AutoCloseable onChange(Runnable wake);

    /// Timings of the requests to the engine so far, each until its response began.
    Timings calls();

    @Override
    void close();
}

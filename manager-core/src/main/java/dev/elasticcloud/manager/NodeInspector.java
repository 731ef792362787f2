package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a node's logs and details from the engine.
final class NodeInspector {

    private static final Logger LOG = LoggerFactory.getLogger(NodeInspector.class);

    private final ContainerRuntime runtime;
    private final Supplier<Observation> observations;

    /// @param observations returns the latest observation
    NodeInspector(ContainerRuntime runtime, Supplier<Observation> observations) {
        this.runtime = runtime;
        this.observations = observations;
    }

    List<LogLine> logs(NodeName node, LogQuery query) {
        return OutsideCall.answer(() -> runtime.logs(container(node), query));
    }

    Subscription followLogs(NodeName node, LogQuery query, Consumer<LogLine> reader) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        AutoCloseable following =
                OutsideCall.answer(() -> runtime.followLogs(container(node), query, reader, ended));
        return Subscription.ending(ended, () -> close(following));
    }

    /// Everything the engine knows about a node's container, as JSON.
    String inspect(NodeName node) {
        return OutsideCall.answer(() -> runtime.inspect(container(node)));
    }

    NodeContainer container(NodeName node) {
        return observations
                .get()
                .container(node)
                .orElseThrow(
                        () ->
                                new CloudException(
                                        ErrorCode.NOT_FOUND,
                                        "There is no node %s with a container".formatted(node)));
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("Could not close {}", part, e);
        }
    }
}

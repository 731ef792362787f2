package dev.elasticcloud.manager.view;

import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.view.NodeView.Stage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads from a node's container and its balancer entry how far it has come. Pure.
final class StageReader {

    /// How long a node whose jobs have just ended may leave probes unanswered: longer than the probe
    /// that is under way, which began while the node was busy.
    static final Duration BREATHER = Duration.ofSeconds(10);

    private StageReader() {}

    static Stage stage(
            NodeContainer container,
            @Nullable BalancerServer server,
            Conditions conditions,
            Instant now) {
        return switch (container.state()) {
            case CREATED -> Stage.CREATED;
            case EXITED -> Stage.EXITED;
            case FROZEN -> Stage.FROZEN;
            case RUNNING -> {
                if (server == null || !isAt(container.address(), server)) {
                    yield Stage.UNPROBED;
                }
                Instant busyAt = conditions.busy().get(container.node());
                boolean wasBusy = busyAt != null && now.isBefore(busyAt.plus(BREATHER));
                yield stage(server, wasBusy);
            }
        };
    }

    private static boolean isAt(String address, BalancerServer server) {
        return server.address().equals(address) || server.address().startsWith(address + ":");
    }

    private static Stage stage(BalancerServer server, boolean wasBusy) {
        return switch (server.mode()) {
            case MAINTENANCE -> Stage.UNPROBED;
            case DRAINING -> server.healthy() ? Stage.STANDBY : Stage.PROBING;
            case READY -> server.healthy() || isBusy(server, wasBusy) ? Stage.ONLINE : Stage.DOWN;
        };
    }

    /// A program that runs one job at a time cannot answer probes meanwhile, so a silent node is
    /// not dead while all its slots are in use, nor for a moment after. Its jobs' timeout bounds how
    /// long that may last. A program that answers badly, or whose port is closed, is not excused.
    private static boolean isBusy(BalancerServer server, boolean wasBusy) {
        return server.silent() && (server.full() || wasBusy);
    }
}

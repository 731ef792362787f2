package dev.elasticcloud.manager.docker.balancer;

import com.github.dockerjava.api.command.InspectContainerResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells whether the balancer's container can be used, and if not, why. One that runs cannot when
/// somebody took away what it needs; it is then started anew.
final class BalancerDiagnosis {

    private static final Pattern NO_CONFIGURATION =
            Pattern.compile(
                    "(?i)(cannot|could not|can't|fail\\w* to) (open|find|access|stat) (the )?"
                            + "(configuration|config)");

    private enum Condition {
        FIT,
        NOT_RUNNING,
        OFF_EDGE,
        WITHOUT_FOLDER
    }

    private final BalancerContainer container;
    private final String edgeNetwork;
    private final Path folder;
    private final Optional<SharedSockets> sockets;

    /// @param folder the folder that the manager shares with the balancer
    /// @param sockets the sockets in it; none when it is on another machine
    BalancerDiagnosis(
            BalancerContainer container,
            String edgeNetwork,
            Path folder,
            Optional<SharedSockets> sockets) {
        this.container = container;
        this.edgeNetwork = edgeNetwork;
        this.folder = folder;
        this.sockets = sockets;
    }

    boolean isFit(InspectContainerResponse found) {
        return condition(found) == Condition.FIT;
    }

    /// Why the balancer cannot be used; empty when it can.
    Optional<String> trouble(InspectContainerResponse found) {
        return switch (condition(found)) {
            case FIT -> Optional.empty();
            case NOT_RUNNING -> Optional.of(whyItDoesNotRun(found));
            case OFF_EDGE ->
                    Optional.of(
                            "it was taken off its network %s, so that no request reaches it"
                                    .formatted(edgeNetwork));
            case WITHOUT_FOLDER ->
                    Optional.of(
                            "its folder %s was removed, so that it takes no commands"
                                    .formatted(folder));
        };
    }

    private Condition condition(InspectContainerResponse found) {
        if (!BalancerContainer.runs(found)) {
            return Condition.NOT_RUNNING;
        }
        if (!found.getNetworkSettings().getNetworks().containsKey(edgeNetwork)) {
            return Condition.OFF_EDGE;
        }
        boolean lost = sockets.filter(SharedSockets::lost).isPresent();
        return lost ? Condition.WITHOUT_FOLDER : Condition.FIT;
    }

    private String whyItDoesNotRun(InspectContainerResponse found) {
        return switch (String.valueOf(found.getState().getStatus())) {
            case "created" -> "its container was created but never started";
            case "removing", "dead" -> "its container is being removed";
            default -> "the balancer has ended: " + explained(container.lastLines());
        };
    }

    /// Docker mounts an empty folder in place of one that it cannot see.
    private String explained(String lastLines) {
        boolean unseen =
                sockets.isPresent()
                        && NO_CONFIGURATION.matcher(lastLines).find()
                        && Files.exists(folder.resolve("haproxy.cfg"));
        return unseen
                ? "it cannot find its file, which is in %s: Docker cannot see that folder, for example because Docker was installed by snap, or runs in a container or virtual machine. Choose a data folder that Docker sees, such as one in your home folder, with --data"
                        .formatted(folder)
                : lastLines;
    }
}

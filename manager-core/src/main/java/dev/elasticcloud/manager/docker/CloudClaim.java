package dev.elasticcloud.manager.docker;

import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.docker.connection.DockerHost;
import dev.elasticcloud.manager.spi.PortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The claim of one manager on a cloud's name, taken on the engine before anything else of the cloud
/// is there.
///
/// It is a volume that nothing mounts; its labels say who holds it. The engine makes a volume of one
/// name only once, so of two managers that start at the same moment only one gets it, whichever
/// machines and data folders they have. It stays for as long as the engine has anything of the cloud.
public final class CloudClaim implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CloudClaim.class);
    private static final String ROLE = "claim";
    private static final String ID = "dev.elasticcloud.claim.id";
    private static final String MACHINE = "dev.elasticcloud.claim.machine";
    private static final String FOLDER = "dev.elasticcloud.claim.folder";

    private final DockerEngine engine;
    private final DockerNames names;
    private final DockerVolumes volumes;
    private final ClaimHolder own;
    private final Function<Path, Optional<AutoCloseable>> locks;

    /// @param own this manager
    /// @param locks locks the cloud in another data folder of this machine; empty when a manager
    ///     holds that lock, or when it cannot be told
    public static CloudClaim at(
            String cloud,
            DockerHost host,
            ClaimHolder own,
            Function<Path, Optional<AutoCloseable>> locks) {
        return new CloudClaim(DockerEngine.at(host), new DockerNames(cloud), own, locks);
    }

    CloudClaim(
            DockerEngine engine,
            DockerNames names,
            ClaimHolder own,
            Function<Path, Optional<AutoCloseable>> locks) {
        this.engine = engine;
        this.names = names;
        this.volumes = new DockerVolumes(engine, names);
        this.own = own;
        this.locks = locks;
    }

    /// Takes the claim unless this manager has it already; answers why it is refused when another
    /// has it.
    public synchronized Optional<String> refusal() {
        ClaimHolder holder = takenBy();
        if (!own.isSame(holder) && !isInUse(holder)) {
            holder = takenOver(holder);
        }
        return own.isSame(holder) ? Optional.empty() : Optional.of(refusal(holder));
    }

    /// @throws PortException when another manager has the claim
    void require() {
        refusal()
                .ifPresent(
                        why -> {
                            throw PortException.refused(why, null);
                        });
    }

    private String refusal(ClaimHolder holder) {
        return holder.machine().equals(own.machine())
                ? "Cloud '%s' on this Docker host is managed from the data folder %s: use that folder with --data, or choose another name with --cloud. If nobody manages it any more, take it over after 'docker volume rm %s'"
                        .formatted(names.cloud(), holder.folder(), volume())
                : "Cloud '%s' on this Docker host is managed from another machine, %s, with the data folder %s: use that manager with --url, or choose another name with --cloud. If nobody manages it any more, take it over after 'docker volume rm %s'"
                        .formatted(names.cloud(), holder.machine(), holder.folder(), volume());
    }

    /// Who has the claim after this manager has tried to take it.
    private ClaimHolder takenBy() {
        Map<String, String> labels = new HashMap<>(names.ofCloud());
        labels.put(DockerNames.ROLE, ROLE);
        labels.put(ID, own.id());
        labels.put(MACHINE, own.machine());
        labels.put(FOLDER, own.folder());
        Optional<Map<String, String>> before = volumes.labels(volume());
        if (before.isEmpty()) {
            // does nothing when another manager was faster
            volumes.create(volume(), labels);
        }
        return before.or(() -> volumes.labels(volume()))
                .map(CloudClaim::holder)
                .orElseThrow(
                        () ->
                                PortException.refused(
                                        "Volume %s, which claims the cloud's name, was removed just now; it is tried again"
                                                .formatted(volume()),
                                        null));
    }

    private static ClaimHolder holder(Map<String, String> labels) {
        return new ClaimHolder(
                labels.getOrDefault(ID, ""),
                labels.getOrDefault(MACHINE, "an unknown one"),
                labels.getOrDefault(FOLDER, "unknown"));
    }

    /// A claim of this machine that no manager holds and that protects nothing is left over, as from
    /// a demonstration that was killed.
    private boolean isInUse(ClaimHolder holder) {
        return !holder.machine().equals(own.machine()) || !nothingOfCloud();
    }

    /// Holds the other folder's lock meanwhile, so that no other manager does the same.
    private ClaimHolder takenOver(ClaimHolder holder) {
        Path folder = Path.of(holder.folder());
        Optional<AutoCloseable> lock =
                Files.notExists(folder) ? Optional.of(() -> {}) : locks.apply(folder);
        if (lock.isEmpty()) {
            return holder;
        }
        try (AutoCloseable held = lock.get()) {
            LOG.debug("Take over a claim that {} left; its lock is {}", holder, held);
            if (volumes.labels(volume()).map(CloudClaim::holder).equals(Optional.of(holder))) {
                volumes.remove(volume());
            }
            return takenBy();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw PortException.refused("The lock of " + folder + " cannot be released", e);
        }
    }

    private boolean nothingOfCloud() {
        boolean noContainers =
                engine.call(
                        "list containers",
                        () ->
                                engine.commands()
                                        .listContainersCmd()
                                        .withShowAll(true)
                                        .withLabelFilter(names.ofCloud())
                                        .exec()
                                        .isEmpty());
        return noContainers && new DockerNetworks(engine, names).ofCloud().isEmpty();
    }

    private String volume() {
        return volume(names);
    }

    private static String volume(DockerNames names) {
        return "ec-" + names.cloud() + "-claim";
    }

    /// Who has the claim on a cloud's name, if anybody has; takes nothing.
    public static Optional<ClaimHolder> holder(DockerEngine engine, String cloud) {
        DockerNames names = new DockerNames(cloud);
        return new DockerVolumes(engine, names).labels(volume(names)).map(CloudClaim::holder);
    }

    /// Gives the claim back when the engine has nothing else of the cloud.
    @Override
    public synchronized void close() {
        try (engine) {
            boolean mine =
                    volumes.labels(volume())
                            .map(CloudClaim::holder)
                            .filter(own::isSame)
                            .isPresent();
            if (mine && nothingOfCloud()) {
                volumes.remove(volume());
            }
        } catch (PortException e) {
            LOG.debug("The claim on cloud {} stays", names.cloud(), e);
        }
    }
}

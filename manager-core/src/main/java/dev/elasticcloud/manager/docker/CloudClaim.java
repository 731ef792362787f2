package dev.elasticcloud.manager.docker;

import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.spi.PortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
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

    /// Longer than a manager needs from seeing that a claim is left over until it has its own.
    private static final Duration SETTLING = Duration.ofMillis(500);

    private static final int LOOKS = 10;

    private final DockerEngine engine;
    private final DockerNames names;
    private final DockerVolumes volumes;
    private final ClaimHolder own;
    private final Function<Path, Optional<AutoCloseable>> locks;
    private final Runnable pause;
    private volatile Consumer<String> teller = said -> {};
    private State state = State.UNCLAIMED;

    private enum State {
        UNCLAIMED,
        HELD,
        /// Given up for good: this manager removes what the engine has of the cloud.
        RELEASED
    }

    /// What a manager would meet that asked for the name.
    ///
    /// @param holder who has the claim; none while nobody has it
    public record Verdict(Standing standing, Optional<ClaimHolder> holder) {}

    /// Whose the name is, as one manager sees it.
    public enum Standing {
        FREE,
        OWN,
        /// Nobody uses the claim, so it will be taken over.
        LEFT_OVER,
        TAKEN
    }

    /// @param engine which stays open when this is closed
    /// @param own this manager
    /// @param locks locks the cloud in another data folder of this machine; empty when a manager
    ///     holds that lock, or when it cannot be told
    public static CloudClaim at(
            String cloud,
            DockerEngine engine,
            ClaimHolder own,
            Function<Path, Optional<AutoCloseable>> locks) {
        return new CloudClaim(
                engine,
                new DockerNames(cloud),
                own,
                locks,
                () -> LockSupport.parkNanos(SETTLING.toNanos()));
    }

    /// @param pause waits for as long as another manager may need between two requests
    CloudClaim(
            DockerEngine engine,
            DockerNames names,
            ClaimHolder own,
            Function<Path, Optional<AutoCloseable>> locks,
            Runnable pause) {
        this.engine = engine;
        this.names = names;
        this.volumes = new DockerVolumes(engine, names);
        this.own = own;
        this.locks = locks;
        this.pause = pause;
    }

    /// What asking for the name would lead to. Takes and changes nothing.
    ///
    /// @param locks as of a claim, but must leave the other folder as it is
    public static Verdict verdict(
            String cloud,
            DockerEngine engine,
            ClaimHolder own,
            Function<Path, Optional<AutoCloseable>> locks) {
        return at(cloud, engine, own, locks).verdict();
    }

    private Verdict verdict() {
        Optional<ClaimHolder> holder = present();
        return new Verdict(holder.map(this::standing).orElse(Standing.FREE), holder);
    }

    private Standing standing(ClaimHolder holder) {
        if (own.isSame(holder)) {
            return Standing.OWN;
        }
        if (isInUse(holder)) {
            return Standing.TAKEN;
        }
        Optional<AutoCloseable> lock = lockOf(holder);
        lock.ifPresent(held -> release(held, holder));
        return lock.isPresent() ? Standing.LEFT_OVER : Standing.TAKEN;
    }

    /// Who is told when the claim was lost and taken again; not while the claim is locked.
    public void onTakenAgain(Consumer<String> told) {
        teller = told;
    }

    /// This manager removes the claim with the rest of the cloud, and does not take it again.
    public synchronized void release() {
        state = State.RELEASED;
    }

    /// Takes the claim unless this manager has it already; answers why it is refused when another
    /// has it, or when it was released.
    public Optional<String> refusal() {
        Answer answer = ask();
        if (answer.takenAgain()) {
            teller.accept(
                    "Somebody removed volume %s, which claims the cloud's name on this Docker host; it was created again"
                            .formatted(volume()));
        }
        return answer.refusal();
    }

    private record Answer(Optional<String> refusal, boolean takenAgain) {}

    private synchronized Answer ask() {
        if (state == State.RELEASED) {
            return new Answer(
                    Optional.of(
                            "Cloud '%s' was removed from this Docker host by this manager: start it again to use it"
                                    .formatted(names.cloud())),
                    false);
        }
        Optional<ClaimHolder> before = present();
        ClaimHolder holder = before.orElseGet(this::created);
        if (!own.isSame(holder) && !isInUse(holder)) {
            holder = takenOver(holder);
        }
        boolean lost = state == State.HELD && before.isEmpty();
        boolean held = own.isSame(holder);
        state = held ? State.HELD : State.UNCLAIMED;
        return held
                ? new Answer(Optional.empty(), lost)
                : new Answer(Optional.of(refusal(holder)), false);
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

    private Optional<ClaimHolder> present() {
        return volumes.labels(volume()).map(CloudClaim::holder);
    }

    /// Who has the claim after this manager has tried to take it.
    private ClaimHolder takenBy() {
        return present().orElseGet(this::created);
    }

    private ClaimHolder created() {
        Map<String, String> labels = new HashMap<>(names.ofCloud());
        labels.put(DockerNames.ROLE, ROLE);
        labels.put(ID, own.id());
        labels.put(MACHINE, own.machine());
        labels.put(FOLDER, own.folder());
        // does nothing when another manager was faster
        volumes.create(volume(), labels);
        return present()
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

    /// Holds the other folder's lock meanwhile, so that no other manager does the same. Where that
    /// folder is gone there is no lock: another manager that saw the same claim may remove this one's
    /// new claim with it, so it counts only when it has stayed.
    private ClaimHolder takenOver(ClaimHolder holder) {
        Optional<AutoCloseable> lock = lockOf(holder);
        if (lock.isEmpty()) {
            return holder;
        }
        try {
            if (present().equals(Optional.of(holder))) {
                volumes.remove(volume());
            }
            ClaimHolder taken = takenBy();
            return isGone(holder) ? settled(taken) : taken;
        } finally {
            release(lock.get(), holder);
        }
    }

    private ClaimHolder settled(ClaimHolder taken) {
        ClaimHolder before = taken;
        for (int look = 0; look < LOOKS; look++) {
            pause.run();
            ClaimHolder now = takenBy();
            if (now.equals(before)) {
                return now;
            }
            before = now;
        }
        return before;
    }

    private static boolean isGone(ClaimHolder holder) {
        return Files.notExists(Path.of(holder.folder()));
    }

    private Optional<AutoCloseable> lockOf(ClaimHolder holder) {
        return isGone(holder) ? Optional.of(() -> {}) : locks.apply(Path.of(holder.folder()));
    }

    private static void release(AutoCloseable lock, ClaimHolder holder) {
        try {
            lock.close();
        } catch (Exception e) {
            throw PortException.refused(
                    "The lock of " + holder.folder() + " cannot be released", e);
        }
    }

    private boolean nothingOfCloud() {
        return DockerLeftovers.containers(engine, names).isEmpty()
                && new DockerNetworks(engine, names).ofCloud().isEmpty();
    }

    private String volume() {
        return names.claim();
    }

    /// Gives the claim back when the engine has nothing else of the cloud.
    @Override
    public synchronized void close() {
        try {
            boolean mine = present().filter(own::isSame).isPresent();
            if (mine && nothingOfCloud()) {
                volumes.remove(volume());
            }
        } catch (PortException e) {
            LOG.debug("The claim on cloud {} stays", names.cloud(), e);
        }
    }
}

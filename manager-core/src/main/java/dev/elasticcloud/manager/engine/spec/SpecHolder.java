package dev.elasticcloud.manager.engine.spec;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.SpecStore;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds the spec. A command is stored before it takes effect, or refused. The loop's own changes
/// take effect at once, since they could be computed again, and are stored as soon as possible.
/// The loop never waits while a command is stored.
public final class SpecHolder {

    private static final Logger LOG = LoggerFactory.getLogger(SpecHolder.class);

    private final SpecStore store;
    private final boolean begunAnew;
    private volatile CloudSpec spec;

    private volatile CloudSpec stored;

    /// Held while the spec is stored.
    private final ReentrantLock storing = new ReentrantLock();

    public SpecHolder(SpecStore store) {
        this.store = store;
        Optional<CloudSpec> before = store.load();
        this.begunAnew = before.isEmpty();
        this.spec = before.orElse(CloudSpec.EMPTY);
        this.stored = spec;
    }

    /// Whether there was no stored spec at the start.
    public boolean begunAnew() {
        return begunAnew;
    }

    public CloudSpec current() {
        return spec;
    }

    /// Applies a command; one that throws changes nothing.
    public Receipt take(UnaryOperator<CloudSpec> command) {
        storing.lock();
        Receipt receipt;
        try {
            receipt = stored(command);
        } catch (PortException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "The change was refused because it cannot be stored. " + e.getMessage(),
                    e);
        } finally {
            storing.unlock();
        }
        storeChanges();
        return receipt;
    }

    private Receipt stored(UnaryOperator<CloudSpec> command) {
        while (true) {
            CloudSpec before = spec;
            CloudSpec after = command.apply(before);
            save(after);
            if (replace(before, after)) {
                return new Receipt(after.generation(), changed(before, after));
            } // otherwise the loop has written meanwhile, so apply the command to its spec
        }
    }

    private synchronized boolean replace(CloudSpec before, CloudSpec after) {
        if (spec != before) {
            return false;
        }
        spec = after;
        return true;
    }

    private static Set<PodName> changed(CloudSpec before, CloudSpec after) {
        Set<PodName> changed = new TreeSet<>();
        changed.addAll(before.pods().keySet());
        changed.addAll(after.pods().keySet());
        changed.removeIf(pod -> after.pod(pod).equals(before.pod(pod)));
        return changed;
    }

    /// Applies a change of the loop's own; one that throws changes nothing.
    public CloudSpec change(UnaryOperator<CloudSpec> change) {
        CloudSpec changed = changeNow(change);
        storeChanges();
        return changed;
    }

    /// Stores what is not stored yet, unless a command is being stored, after which this is done
    /// anyway.
    private void storeChanges() {
        while (!spec.equals(stored) && storing.tryLock()) {
            try {
                save(spec);
            } catch (PortException e) {
                LOG.debug("The spec will be stored later", e);
                return;
            } finally {
                storing.unlock();
            }
        }
    }

    private synchronized CloudSpec changeNow(UnaryOperator<CloudSpec> change) {
        CloudSpec changed = change.apply(spec);
        spec = changed;
        return changed;
    }

    private void save(CloudSpec changed) {
        if (!changed.equals(stored)) {
            store.save(changed);
            stored = changed;
        }
    }
}

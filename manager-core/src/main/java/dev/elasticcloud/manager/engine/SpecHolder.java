package dev.elasticcloud.manager.engine;

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
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds the spec. A command is stored before it counts, or refused; what the loop itself writes
/// counts at once, for it would be reckoned anew anyway, and is stored as soon as that can be.
final class SpecHolder {

    private static final Logger LOG = LoggerFactory.getLogger(SpecHolder.class);

    private final SpecStore store;
    private final boolean begunAnew;
    private CloudSpec spec;
    private CloudSpec stored;

    SpecHolder(SpecStore store) {
        this.store = store;
        Optional<CloudSpec> before = store.load();
        this.begunAnew = before.isEmpty();
        this.spec = before.orElse(CloudSpec.EMPTY);
        this.stored = spec;
    }

    /// Whether there was no stored spec to begin with.
    boolean begunAnew() {
        return begunAnew;
    }

    synchronized CloudSpec current() {
        return spec;
    }

    /// Applies a command; one that throws changes nothing.
    synchronized Receipt take(UnaryOperator<CloudSpec> command) {
        CloudSpec before = spec;
        CloudSpec after = command.apply(spec);
        try {
            save(after);
        } catch (PortException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "Nothing was changed, as the change cannot be stored. " + e.getMessage(),
                    e);
        }
        spec = after;
        Set<PodName> changed = new TreeSet<>();
        changed.addAll(before.pods().keySet());
        changed.addAll(after.pods().keySet());
        changed.removeIf(pod -> after.pod(pod).equals(before.pod(pod)));
        return new Receipt(after.generation(), changed);
    }

    /// Applies a change of the loop's own; one that throws changes nothing.
    synchronized CloudSpec change(UnaryOperator<CloudSpec> change) {
        spec = change.apply(spec);
        try {
            save(spec);
        } catch (PortException e) {
            LOG.debug("The spec is stored later", e);
        }
        return spec;
    }

    private void save(CloudSpec changed) {
        if (!changed.equals(stored)) {
            store.save(changed);
            stored = changed;
        }
    }
}

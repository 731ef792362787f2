package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.CloudSpec;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Receipt;
import dev.elasticcloud.manager.spi.SpecStore;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Holds the spec; every change is stored before it counts.
final class SpecKeeper {

    private final SpecStore store;
    private CloudSpec spec;

    SpecKeeper(SpecStore store) {
        this.store = store;
        this.spec = store.load().orElse(CloudSpec.EMPTY);
    }

    synchronized CloudSpec current() {
        return spec;
    }

    /// Applies a command; one that throws changes nothing.
    synchronized Receipt take(UnaryOperator<CloudSpec> command) {
        CloudSpec before = spec;
        CloudSpec after = change(command);
        Set<PodName> changed = new TreeSet<>();
        changed.addAll(before.pods().keySet());
        changed.addAll(after.pods().keySet());
        changed.removeIf(pod -> after.pod(pod).equals(before.pod(pod)));
        return new Receipt(after.generation(), changed);
    }

    /// Applies a change; one that throws changes nothing.
    synchronized CloudSpec change(UnaryOperator<CloudSpec> change) {
        CloudSpec changed = change.apply(spec);
        if (!changed.equals(spec)) {
            store.save(changed);
            spec = changed;
        }
        return spec;
    }
}

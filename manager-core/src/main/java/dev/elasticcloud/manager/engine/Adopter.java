package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.engine.record.EventRecorder;
import dev.elasticcloud.manager.engine.spec.Adoption;
import dev.elasticcloud.manager.engine.spec.SpecHolder;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Adopts the running nodes, once, when there was no stored spec. Until then nothing is planned;
/// otherwise running nodes would be removed as surplus. Owned by the loop's thread.
final class Adopter {

    private static final Logger LOG = LoggerFactory.getLogger(Adopter.class);

    /// How long nodes that cannot be inspected delay the adoption of the others.
    private static final Duration WAITS = Duration.ofSeconds(30);

    private final ContainerRuntime runtime;
    private final EventRecorder events;
    private boolean done;
    private @Nullable Instant giveUpAt;

    Adopter(ContainerRuntime runtime, SpecHolder specs, EventRecorder events) {
        this.runtime = runtime;
        this.events = events;
        this.done = !specs.begunAnew();
    }

    /// Whether the running nodes are still to be adopted.
    boolean pending() {
        return !done;
    }

    void adopt(SpecHolder specs, Observation seen, Instant now) {
        if (done || !seen.engine().reachable()) {
            return;
        }
        SequencedMap<NodeName, PodSpec> declared = runtime.declared();
        Instant deadline = giveUpAt;
        if (deadline == null) {
            deadline = now.plus(WAITS);
            giveUpAt = deadline;
        }
        boolean allSeen = seen.containers().keySet().containsAll(declared.keySet());
        if (!allSeen && now.isBefore(deadline)) {
            return;
        }
        CloudSpec before = specs.current();
        CloudSpec after = specs.change(spec -> Adoption.adopted(spec, declared, seen));
        done = true;
        String found = Adoption.described(before, after);
        if (!found.isEmpty()) {
            LOG.warn("{}", found);
            events.note(CloudEvent.Severity.WARNING, CloudEvent.Kind.MANAGER, found);
        }
    }
}

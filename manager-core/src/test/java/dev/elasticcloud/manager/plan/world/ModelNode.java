package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import java.time.Instant;

/// A container of the model cloud, and the program in it.
final class ModelNode {

    final PodName pod;
    final NodeName name;
    final String id;
    final String fingerprint;
    final Instant startedAt;

    NodeContainer.State state = NodeContainer.State.RUNNING;
    NodeLimits limits;
    String address;
    boolean outOfMemory;

    /// When the engine's listing begins to show it.
    Instant shownFrom;

    /// When its program begins to answer health probes; [Instant#MAX] if it never does.
    Instant answersFrom;

    /// Whether its program has ever answered a probe.
    boolean hasAnswered;

    /// Whether it was frozen by somebody other than the manager under test.
    boolean frozenByOthers;

    ModelNode(
            PodName pod,
            NodeName name,
            String id,
            String fingerprint,
            NodeLimits limits,
            Instant startedAt) {
        this.pod = pod;
        this.name = name;
        this.id = id;
        this.fingerprint = fingerprint;
        this.limits = limits;
        this.startedAt = startedAt;
        this.address = "address-of-" + id;
        this.shownFrom = startedAt;
        this.answersFrom = startedAt;
    }

    boolean shownAt(Instant now) {
        return !now.isBefore(shownFrom);
    }

    boolean is(NodeContainer.State wanted) {
        return state == wanted;
    }

    /// Whether it answers at an address now.
    boolean answersAt(String asked, Instant now) {
        return is(NodeContainer.State.RUNNING)
                && !address.isEmpty()
                && address.equals(asked)
                && !now.isBefore(answersFrom);
    }

    NodeContainer shown() {
        return new NodeContainer(
                id, pod, name, state, fingerprint, limits, address, startedAt, 1, outOfMemory);
    }
}

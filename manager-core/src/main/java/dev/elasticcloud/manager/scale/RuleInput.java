package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.PodSpec;

/// The input of every rule in an evaluation.
record RuleInput(PodSpec pod, Signals signals) {

    /// How many nodes are wanted now.
    int current() {
        return pod.target().nodes();
    }

    /// Running and queued jobs, as the number of nodes that they would fill.
    double load() {
        return (double) (signals.running() + signals.queued()) / pod.slots();
    }

    /// A quotient rounded up to nodes, tolerating floating-point error just above a whole number.
    static int nodes(double quotient) {
        return (int) Math.ceil(quotient - 1e-6);
    }
}

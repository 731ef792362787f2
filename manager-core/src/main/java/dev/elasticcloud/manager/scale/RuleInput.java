package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.PodSpec;

/// What every rule is shown at an evaluation.
record RuleInput(PodSpec pod, Signals signals) {

    /// How many nodes are wanted now.
    int current() {
        return pod.target().nodes();
    }

    /// Jobs that run or wait, in nodes that they would fill.
    double load() {
        return (double) (signals.running() + signals.queued()) / pod.slots();
    }

    /// A quotient rounded up to nodes; a hair above a whole number is that number.
    static int nodes(double quotient) {
        return (int) Math.ceil(quotient - 1e-6);
    }
}

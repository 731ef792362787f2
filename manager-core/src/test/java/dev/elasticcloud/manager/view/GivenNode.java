package dev.elasticcloud.manager.view;

import static dev.elasticcloud.manager.Observed.NOW;

import dev.elasticcloud.manager.Observed;
import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Startup;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.view.NodeClassifier.Rule;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A node as the classifier is given it.
record GivenNode(
        PodSpec pod,
        @Nullable NodeContainer container,
        @Nullable BalancerServer server,
        @Nullable Action underWay,
        Conditions conditions) {

    static final NodeName NODE = NodeName.of("light-1");
    static final PodSpec POD = Specs.pod("light", 1);
    static final Duration MOMENT = Duration.ofMillis(1);
    static final NodeContainer RUNNING = Observed.container(POD, "light-1", State.RUNNING);
    static final NodeContainer FROZEN = Observed.container(POD, "light-1", State.FROZEN);
    static final NodeContainer EXITED = Observed.container(POD, "light-1", State.EXITED);
    static final BalancerServer READY = Observed.server(POD, "light-1", Mode.READY, true, 0);
    static final BalancerServer PROBED = Observed.server(POD, "light-1", Mode.DRAINING, false, 0);

    static final Conditions LATE =
            new Conditions(
                    Map.of(NODE, NOW.minus(Startup.STANDARD.deadline()).minus(MOMENT)),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of());

    static GivenNode of(@Nullable NodeContainer container) {
        return new GivenNode(POD, container, null, null, Conditions.NONE);
    }

    GivenNode known(BalancerServer changed) {
        return new GivenNode(pod, container, changed, underWay, conditions);
    }

    GivenNode during(Action changed) {
        return new GivenNode(pod, container, server, changed, conditions);
    }

    GivenNode after(Conditions changed) {
        return new GivenNode(pod, container, server, underWay, changed);
    }

    GivenNode wanted(Target target) {
        return new GivenNode(pod.withTarget(target), container, server, underWay, conditions);
    }

    GivenNode paused() {
        return wanted(pod.target().withPaused(Set.of(NODE)));
    }

    GivenNode removed() {
        return wanted(pod.target().withRemoving(Set.of(NODE)));
    }

    NodeView view() {
        return new NodeClassifier(pod, conditions, NOW).classify(NODE, container, server, underWay);
    }

    boolean fits(Rule rule) {
        NodeView seen = view();
        return rule.fits()
                .test(
                        new NodeClassifier.Facts(
                                pod,
                                pod.nodeFingerprint(),
                                NODE,
                                container,
                                server,
                                underWay,
                                conditions,
                                NOW,
                                seen.stage()));
    }

    String rule() {
        return NodeClassifier.RULES.stream()
                .filter(this::fits)
                .findFirst()
                .map(Rule::name)
                .orElseThrow();
    }
}

package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.NodeView;
import dev.elasticcloud.manager.view.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Detects when a pod's lasting problem is resolved, whatever resolved it, and when a node's start
/// failed although no action failed. Owned by the loop's thread.
final class ProblemSettler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemSettler.class);

    /// A new node that has been healthy for this long has started; one that ends sooner is
    /// crashing.
    private static final Duration STARTED = Duration.ofSeconds(5);

    private static final String CURE =
            "; check that 'health' and 'port' name an endpoint that answers 200 to 399, or give the pod a longer"
                    + " startDeadline";

    private final Backoff backoff;

    /// Since when each container has answered its probes without a break, in steady time.
    private final Map<String, Instant> healthySince = new HashMap<>();

    private final Set<String> countedLate = new HashSet<>();

    ProblemSettler(Backoff backoff) {
        this.backoff = backoff;
    }

    void follow(CloudView cloud, Plan plan) {
        Set<String> present = new HashSet<>();
        for (PodView pod : cloud.pods().values()) {
            pod.nodes().forEach(node -> follow(cloud, pod.name(), node, present));
            settle(cloud, pod);
        }
        healthySince.keySet().retainAll(present);
        countedLate.retainAll(present);
        boolean configuring =
                plan.actions().stream().anyMatch(a -> a instanceof Action.ConfigureBalancer)
                        || cloud.isUnderWay(Subject.BALANCER)
                        || cloud.blocked(Subject.BALANCER);
        if (!configuring && cloud.seen().engine().reachable()) {
            backoff.succeeded(Subject.BALANCER);
        }
    }

    private void follow(CloudView cloud, PodName pod, NodeView node, Set<String> present) {
        if (node.container() == null) {
            return;
        }
        String id = node.requireContainer().id();
        present.add(id);
        if (node.answers()) {
            Instant since = healthySince.computeIfAbsent(id, i -> cloud.now());
            if (!cloud.now().isBefore(since.plus(STARTED))) {
                backoff.succeededSince(new Subject.Starts(pod), since);
            }
        } else {
            healthySince.remove(id);
        }
        BalancerServer server = node.server();
        boolean neverServed = server != null && server.served() == 0;
        if (node.role() == NodeView.Role.LATE && neverServed && countedLate.add(id)) {
            String what = "Node " + node.node() + " failed to start: " + node.reason() + CURE;
            LOG.warn("{}", what);
            backoff.failed(new Subject.Starts(pod), what, cloud.now());
        }
    }

    private void settle(CloudView cloud, PodView pod) {
        if (!pod.spec().target().initialised()) {
            backoff.succeeded(new Subject.Image(pod.name()));
            backoff.succeeded(new Subject.Starts(pod.name()));
        }
        if (pod.imageReady()) {
            backoff.succeeded(new Subject.Image(pod.name()));
        }
        Subject network = new Subject.Network(pod.name());
        boolean right = pod.hasNetwork() == pod.spec().target().initialised();
        if (right && !cloud.isUnderWay(network)) {
            backoff.succeeded(network);
        }
    }
}

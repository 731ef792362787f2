package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.PodView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Computes the next actions from the wanted and the actual state. A pure function of its input.
///
/// It is level-triggered, not event-triggered: the same state always gives the same plan, so a
/// restarted manager continues where the last one stopped. Each plan holds at most one action on
/// each subject; the order emerges over the rounds, because each action waits for the state that
/// makes it safe. Invariants:
///
/// - a converged cloud gives an empty plan;
/// - a node is routed to only after its health probe was answered;
/// - a node is frozen or stopped only when it is out of rotation and idle, or has had its pod's
///   drain deadline to finish.
public final class Planner {

    private Planner() {}

    public static Plan plan(CloudView cloud) {
        PlanBuilder plan = new PlanBuilder(cloud);
        String reason = whyConfigure(cloud);
        if (!reason.isEmpty()) {
            plan.add(new Action.ConfigureBalancer(), reason);
        }
        Admission admission = new Admission(cloud);
        List<PodView> pods = new ArrayList<>(cloud.pods().values());
        pods.sort(Comparator.comparingDouble(pod -> served(pod)));
        for (PodView pod : pods) {
            new PodPlanner(cloud, pod, plan, admission).plan();
        }
        return plan.build().withPending(admission.pending());
    }

    /// How far a pod is supplied, by weight: room goes first to the pod with the least.
    private static double served(PodView pod) {
        int wanted = pod.spec().target().nodes();
        return wanted == 0 ? 1 : (double) pod.online() / wanted / pod.spec().weight();
    }

    private static String whyConfigure(CloudView cloud) {
        Observation seen = cloud.seen();
        Map<PodName, String> wanted = new TreeMap<>();
        for (PodView pod : cloud.pods().values()) {
            boolean stays =
                    pod.spec().target().initialised()
                            || pod.nodes().stream().anyMatch(n -> n.container() != null);
            if (stays && pod.hasNetwork()) {
                wanted.put(pod.name(), pod.spec().balancing());
            }
        }
        if (!seen.balancer().running()) {
            return wanted.isEmpty() ? "" : whyStart(seen.balancer());
        }
        Set<PodName> missing = new TreeSet<>(wanted.keySet());
        missing.removeAll(seen.traffic().keySet());
        if (!missing.isEmpty()) {
            return "it lacks " + joined(missing);
        }
        Set<PodName> left = new TreeSet<>(seen.traffic().keySet());
        left.removeAll(wanted.keySet());
        if (!left.isEmpty()) {
            return "it still has " + joined(left);
        }
        for (PodTraffic traffic : seen.traffic().values()) {
            if (!traffic.settings().equals(wanted.get(traffic.pod()))) {
                return traffic.pod() + " has new balancing, probe or timeout settings";
            }
        }
        return "";
    }

    /// With the first line of why, where that is known.
    private static String whyStart(BalancerHealth balancer) {
        String why = balancer.detail().lines().findFirst().orElse("");
        return "it does not run" + (why.isEmpty() ? "" : ": " + why);
    }

    private static String joined(Set<PodName> pods) {
        return String.join(", ", pods.stream().map(PodName::value).toList());
    }
}

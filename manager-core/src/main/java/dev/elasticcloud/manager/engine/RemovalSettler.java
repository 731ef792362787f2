package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Subject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Drops the names of nodes to be removed from the spec once they are gone. Pure.
final class RemovalSettler {

    private RemovalSettler() {}

    static CloudSpec settled(CloudSpec spec, Observation seen, Map<Subject, Action> underWay) {
        if (!seen.engine().reachable()) {
            return spec;
        }
        CloudSpec changed = spec;
        for (PodSpec pod : spec.pods().values()) {
            Set<NodeName> removing = new TreeSet<>(pod.target().removing());
            boolean gone =
                    removing.removeIf(
                            n ->
                                    seen.container(n).isEmpty()
                                            && !underWay.containsKey(new Subject.Node(n)));
            if (gone) {
                changed = changed.with(pod.withTarget(pod.target().withRemoving(removing)));
            }
        }
        return changed;
    }
}

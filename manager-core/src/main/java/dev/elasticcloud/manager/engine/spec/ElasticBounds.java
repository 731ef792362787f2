package dev.elasticcloud.manager.engine.spec;

import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;

/// Keeps the counts of elastic pods within their bounds, whatever command changed either, so that a
/// change and its preview say at once what the autoscaler would do next.
final class ElasticBounds {

    private ElasticBounds() {}

    /// The spec with the counts of all elastic pods within their bounds.
    static CloudSpec kept(CloudSpec spec) {
        CloudSpec changed = spec;
        for (PodSpec pod : spec.pods().values()) {
            Target target = pod.target();
            Elasticity elasticity = pod.elasticity();
            boolean switchedOff = target.nodes() == 0 && elasticity.min() > 0;
            if (elasticity.enabled()
                    && target.initialised()
                    && !target.allPaused()
                    && !switchedOff) {
                int nodes = Math.min(elasticity.clamp(target.nodes()), pod.maxNodes());
                changed = changed.with(pod.withTarget(target.withNodes(nodes)));
            }
        }
        return changed;
    }
}

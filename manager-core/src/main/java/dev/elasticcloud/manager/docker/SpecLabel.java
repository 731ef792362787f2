package dev.elasticcloud.manager.docker;

import dev.elasticcloud.manager.json.JsonException;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A pod's spec as a label of its nodes, so that a cloud whose store was lost can be restored from
/// its running nodes. It dates from the node's creation; later changes, such as limits, are in the
/// container itself.
final class SpecLabel {

    private static final Logger LOG = LoggerFactory.getLogger(SpecLabel.class);
    private static final ModelJson JSON = new ModelJson();

    private SpecLabel() {}

    /// Written as a cloud of one pod, so that later versions can read it with their defaults.
    static String write(PodSpec pod) {
        return JSON.write(CloudSpec.EMPTY.with(pod.withTarget(Target.NONE)));
    }

    static Optional<PodSpec> read(String label) {
        try {
            return JSON.readSpec(label).pods().values().stream().findFirst();
        } catch (JsonException e) {
            LOG.warn("A node's label does not hold its pod's spec: {}", e.getMessage());
            return Optional.empty();
        }
    }
}

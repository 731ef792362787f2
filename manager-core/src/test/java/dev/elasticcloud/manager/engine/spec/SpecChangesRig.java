package dev.elasticcloud.manager.engine.spec;

import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.NodeState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Commands applied to specs of one pod, `light`, with the nodes that a test sets.
abstract class SpecChangesRig {

    static final PodName HEAVY = PodName.of("heavy");
    static final NodeName FIRST = NodeName.of("light-1");
    static final NodeName SECOND = NodeName.of("light-2");
    static final PodSpec MANUAL = pod("light", 2).withMaxNodes(20);
    static final PodSpec ELASTIC =
            MANUAL.withElasticity(MANUAL.elasticity().withEnabled(true).withBounds(1, 5));
    static final PodSpec DOWN = pod("light", 0).withTarget(Target.NONE);

    final Known known = new Known();

    static final class Known implements SpecChanges.KnownNodes {
        final Map<NodeName, NodeState> light = new HashMap<>();
        final Map<NodeName, NodeState> heavy = new HashMap<>();
        final Set<PodName> left = new HashSet<>();

        private Map<NodeName, NodeState> of(PodName pod) {
            return pod.equals(LIGHT) ? light : heavy;
        }

        @Override
        public @Nullable NodeState state(PodName pod, NodeName node) {
            return of(pod).get(node);
        }

        @Override
        public @Nullable PodName owner(NodeName node) {
            return light.containsKey(node) ? LIGHT : heavy.containsKey(node) ? HEAVY : null;
        }

        @Override
        public boolean present(PodName pod) {
            return left.contains(pod);
        }
    }

    final PodSpec after(PodSpec before, Command command) {
        return SpecChanges.apply(cloud(before), command, known).pod(LIGHT).orElseThrow();
    }

    private CloudException refusal(PodSpec before, Command command) {
        return catchThrowableOfType(
                CloudException.class,
                () -> SpecChanges.apply(cloud(before, pod("heavy", 1)), command, known));
    }

    final void isRefused(PodSpec before, Command command, ErrorCode code, String why) {
        CloudException refused = refusal(before, command);
        assertThat(refused).as("refused: %s", command).isNotNull();
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused).hasMessageContaining(why);
    }
}

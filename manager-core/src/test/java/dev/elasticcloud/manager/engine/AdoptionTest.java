package dev.elasticcloud.manager.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.engine.spec.Adoption;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AdoptionTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final NodeLimits LIMITS = NodeLimits.of(0.7, 200);

    private final PodSpec light = Specs.pod("light", 0).withTarget(Target.NONE).withSpares(1);

    @Test
    void theRunningNodesSetTheWantedCountAndTheLimits() {
        Observation seen =
                seen(
                        container("light-1", NodeContainer.State.RUNNING),
                        container("light-2", NodeContainer.State.RUNNING),
                        container("light-3", NodeContainer.State.FROZEN));

        PodSpec adopted = adopted(Specs.cloud(light), declared(), seen);

        assertThat(adopted.target().initialised()).isTrue();
        assertThat(adopted.target().nodes()).isEqualTo(2);
        assertThat(adopted.target().paused()).isEmpty();
        assertThat(adopted.limits()).isEqualTo(LIMITS);
    }

    @Test
    void frozenNodesBeyondTheSparesCountAsPausedByTheOwner() {
        Observation seen =
                seen(
                        container("light-1", NodeContainer.State.FROZEN),
                        container("light-2", NodeContainer.State.FROZEN));

        assertThat(adopted(Specs.cloud(light), declared(), seen).target().paused())
                .containsExactly(NodeName.of("light-2"));
    }

    @Test
    void aPodKnownOnlyFromItsNodesIsRestored() {
        Observation seen = seen(container("light-1", NodeContainer.State.RUNNING));

        PodSpec adopted = adopted(CloudSpec.EMPTY, declared(light), seen);

        assertThat(adopted.title()).isEqualTo(light.title());
        assertThat(adopted.target().nodes()).isEqualTo(1);
    }

    @Test
    void settingsAreTakenFromTheNewestNodes() {
        Observation seen = seen(container("light-1", NodeContainer.State.RUNNING));
        SequencedMap<NodeName, PodSpec> declared = declared(light.withSlots(9), light.withSlots(2));

        assertThat(adopted(Specs.cloud(light), declared, seen).slots()).isEqualTo(9);
    }

    @Test
    void aPodWithoutContainersIsNotChanged() {
        CloudSpec spec = Specs.cloud(light);

        CloudSpec after = Adoption.adopted(spec, declared(), Observation.nothing(NOON));

        assertThat(after).isEqualTo(spec);
        assertThat(Adoption.described(spec, after)).isEmpty();
    }

    private PodSpec adopted(
            CloudSpec spec, SequencedMap<NodeName, PodSpec> declared, Observation seen) {
        CloudSpec after = Adoption.adopted(spec, declared, seen);
        assertThat(Adoption.described(spec, after)).contains("light with ");
        return after.pod(light.name()).orElseThrow();
    }

    private static SequencedMap<NodeName, PodSpec> declared(PodSpec... newestFirst) {
        SequencedMap<NodeName, PodSpec> declared = new LinkedHashMap<>();
        for (PodSpec pod : newestFirst) {
            declared.put(NodeName.of("light-" + (newestFirst.length - declared.size())), pod);
        }
        return declared;
    }

    private NodeContainer container(String name, NodeContainer.State state) {
        return new NodeContainer(
                "id-" + name,
                light.name(),
                NodeName.of(name),
                state,
                light.nodeFingerprint(),
                LIMITS,
                "10.0.0.2",
                NOON,
                0,
                false);
    }

    private static Observation seen(NodeContainer... nodes) {
        TreeMap<NodeName, NodeContainer> containers = new TreeMap<>();
        for (NodeContainer node : nodes) {
            containers.put(node.node(), node);
        }
        return Observation.nothing(NOON).withContainers(containers);
    }
}

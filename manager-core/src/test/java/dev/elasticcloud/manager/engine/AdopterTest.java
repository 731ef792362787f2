package dev.elasticcloud.manager.engine;

import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.engine.spec.SpecHolder;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdopterTest {

    private static final PodSpec POD = pod("light", 0).withTarget(Target.NONE);
    private static final Observation ONE = ready(POD).serving(POD, "light-1").see();
    private static final Observation TWO =
            ready(POD).serving(POD, "light-1").serving(POD, "light-2").see();

    private final EngineRig rig = new EngineRig(TWO);

    private int wanted(SpecHolder specs) {
        return specs.current().pod(LIGHT).orElseThrow().target().nodes();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void nothingIsAdoptedIfASpecIsStored() {
        rig.store.specs().save(cloud(POD));
        SpecHolder specs = new SpecHolder(rig.store.specs());
        Adopter adopter = new Adopter(rig.runtime, specs, rig.recorder);

        assertThat(adopter.pending()).isFalse();
        adopter.adopt(specs, TWO, rig.now());

        assertThat(wanted(specs)).isZero();
        assertThat(rig.events()).isEmpty();
    }

    @Test
    void runningNodesAreAdoptedOnceAllOfThemAreSeen() {
        declare("light-1", "light-2");
        SpecHolder specs = new SpecHolder(rig.store.specs());
        Adopter adopter = new Adopter(rig.runtime, specs, rig.recorder);

        adopter.adopt(specs, ONE, rig.now());
        assertThat(adopter.pending()).as("a node could not be inspected yet").isTrue();
        assertThat(specs.current().pods()).isEmpty();

        adopter.adopt(specs, TWO, rig.now());
        assertThat(adopter.pending()).isFalse();
        assertThat(wanted(specs)).isEqualTo(2);
        assertThat(rig.events()).singleElement().asString().contains("light with 2 nodes");
    }

    @Test
    void anUnreadableNodeDelaysAdoptionForAtMostHalfAMinute() {
        declare("light-1", "light-2");
        SpecHolder specs = new SpecHolder(rig.store.specs());
        Adopter adopter = new Adopter(rig.runtime, specs, rig.recorder);

        adopter.adopt(specs, ONE, rig.now());
        rig.pass(Duration.ofSeconds(29));
        adopter.adopt(specs, ONE, rig.now());
        assertThat(adopter.pending()).isTrue();

        rig.pass(Duration.ofSeconds(1));
        adopter.adopt(specs, ONE, rig.now());
        assertThat(adopter.pending()).isFalse();
        assertThat(wanted(specs)).isEqualTo(1);
    }

    @Test
    void adoptionWaitsForAnEngineThatDoesNotAnswer() {
        SpecHolder specs = new SpecHolder(rig.store.specs());
        Adopter adopter = new Adopter(rig.runtime, specs, rig.recorder);

        adopter.adopt(specs, TWO.withEngine(TWO.engine().unreachable("refused")), rig.now());

        assertThat(adopter.pending()).isTrue();
    }

    @Test
    void adoptionHappensOnce() {
        declare("light-1");
        SpecHolder specs = new SpecHolder(rig.store.specs());
        Adopter adopter = new Adopter(rig.runtime, specs, rig.recorder);

        adopter.adopt(specs, ONE, rig.now());
        adopter.adopt(specs, TWO, rig.now());

        assertThat(wanted(specs)).isEqualTo(1);
        assertThat(rig.events()).hasSize(1);
    }

    private void declare(String... nodes) {
        for (String node : nodes) {
            rig.runtime.declared.put(NodeName.of(node), POD);
        }
    }
}

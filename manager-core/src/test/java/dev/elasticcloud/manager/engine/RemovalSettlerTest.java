package dev.elasticcloud.manager.engine;

import static dev.elasticcloud.manager.Observed.container;
import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Subject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemovalSettlerTest {

    private static final NodeName FIRST = NodeName.of("light-1");
    private static final NodeName SECOND = NodeName.of("light-2");
    private static final PodSpec POD =
            pod("light", 0)
                    .withTarget(
                            Target.NONE.withInitialised(true).withRemoving(Set.of(FIRST, SECOND)));

    private static Set<NodeName> left(Observation seen, Map<Subject, Action> underWay) {
        CloudSpec spec = RemovalSettler.settled(cloud(POD), seen, underWay);
        return spec.pod(LIGHT).orElseThrow().target().removing();
    }

    @Test
    void theNameOfANodeThatIsGoneLeavesTheSpec() {
        Observation seen = ready(POD).with(container(POD, "light-2", State.EXITED)).see();

        assertThat(left(seen, Map.of())).containsExactly(SECOND);
    }

    @Test
    void aNodeWithWorkUnderWayDoesNotCountAsGone() {
        Map<Subject, Action> underWay =
                Map.of(new Subject.Node(FIRST), new Action.StartNode(LIGHT, FIRST));

        assertThat(left(ready(POD).see(), underWay)).containsExactly(FIRST);
    }

    @Test
    void noNodeCountsAsGoneWhileTheEngineDoesNotAnswer() {
        Observation seen = ready(POD).see();
        Observation away = seen.withEngine(seen.engine().unreachable("refused"));

        assertThat(left(away, Map.of())).containsExactly(FIRST, SECOND);
    }
}

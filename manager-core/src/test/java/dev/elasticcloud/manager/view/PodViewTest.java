package dev.elasticcloud.manager.view;

import static dev.elasticcloud.manager.Observed.NOW;
import static dev.elasticcloud.manager.Observed.container;
import static dev.elasticcloud.manager.Observed.outdated;
import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.Observed;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodViewTest {

    private static final PodSpec POD = pod("light", 1).withSpares(1);

    private static boolean settled(PodSpec pod, Observed observed) {
        return CloudView.of(cloud(pod), observed.see(), NOW).pod(LIGHT).settled(false);
    }

    @Test
    void aPodIsSettledWithAsManyNodesAndSparesAsWanted() {
        assertThat(settled(POD, ready(POD).serving(POD, "light-1").spare(POD, "light-2"))).isTrue();
        assertThat(settled(POD, ready(POD).serving(POD, "light-1"))).isFalse();
        assertThat(
                        settled(
                                POD,
                                ready(POD)
                                        .serving(POD, "light-1")
                                        .serving(POD, "light-3")
                                        .spare(POD, "light-2")))
                .isFalse();
    }

    @Test
    void anOutdatedNodeIsNotSettledUnlessItIsPaused() {
        PodSpec paused = POD.withTarget(POD.target().withPaused(Set.of(NodeName.of("light-3"))));
        Observed old =
                ready(POD)
                        .serving(POD, "light-1")
                        .spare(POD, "light-2")
                        .with(outdated(container(POD, "light-3", State.FROZEN)));

        assertThat(settled(POD, old)).isFalse();
        assertThat(settled(paused, old)).isTrue();
    }

    @Test
    void aPausedContainerThatWasNeverStartedIsSettled() {
        PodSpec paused = POD.withTarget(POD.target().withAllPaused(true));

        assertThat(settled(paused, ready(POD).with(container(POD, "light-1", State.CREATED))))
                .isTrue();
        assertThat(settled(paused, ready(POD).serving(POD, "light-1"))).isFalse();
    }

    @Test
    void aPodThatIsShutDownIsSettledOnceItsContainersAreGone() {
        PodSpec down = POD.withTarget(Target.NONE);

        assertThat(settled(down, ready())).isTrue();
        assertThat(settled(down, ready().spare(POD, "light-1"))).isFalse();
    }
}

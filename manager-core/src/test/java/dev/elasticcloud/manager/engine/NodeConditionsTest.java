package dev.elasticcloud.manager.engine;

import static dev.elasticcloud.manager.Observed.NOW;
import static dev.elasticcloud.manager.Observed.container;
import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Observed.server;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeConditionsTest {

    private static final PodSpec POD = pod("light", 1);
    private static final NodeName NODE = NodeName.of("light-1");

    private final NodeConditions conditions = new NodeConditions();

    private static Observation with(BalancerServer server) {
        return ready(POD).with(container(POD, "light-1", State.RUNNING)).with(server).see();
    }

    private static BalancerServer silent(int running) {
        return server(POD, "light-1", Mode.READY, false, running)
                .withProbe(BalancerServer.NO_ANSWER);
    }

    private Map<?, ?> busy() {
        return conditions.conditions(Map.of()).busy();
    }

    @Test
    void aNodeThatWasTooBusyToAnswerIsRememberedUntilItAnswers() {
        conditions.follow(with(silent(POD.slots())), NOW);
        conditions.follow(with(silent(POD.slots())), NOW.plusSeconds(1));
        conditions.follow(with(silent(0)), NOW.plusSeconds(2));
        assertThat(busy()).isEqualTo(Map.of(NODE, NOW.plusSeconds(1)));

        conditions.follow(with(server(POD, "light-1", Mode.READY, true, 0)), NOW.plusSeconds(3));
        assertThat(busy()).isEmpty();
    }

    @Test
    void aNodeThatIsSilentThoughItHasRoomIsNotBusy() {
        conditions.follow(with(silent(0)), NOW);
        assertThat(busy()).isEmpty();
    }
}

package dev.elasticcloud.manager.engine;

import static dev.elasticcloud.manager.Observed.NOW;
import static dev.elasticcloud.manager.Observed.container;
import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.engine.record.StoreMonitor;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.view.CloudView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProblemReportTest {

    private static final PodSpec POD = pod("light", 1);
    private static final PodSpec FORGOTTEN = pod("older", 1);

    private boolean adopting;
    private final EngineRig rig = new EngineRig(ready(POD).see());
    private final ProblemReport report =
            new ProblemReport(
                    new Backoff(),
                    new StoreMonitor(rig.store.health(), rig.recorder),
                    rig.store.health(),
                    () -> adopting);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aContainerThatMayBeAdoptedInAMomentIsNotToBeRemoved() {
        Observation seen =
                ready(POD)
                        .serving(POD, "light-1")
                        .with(container(FORGOTTEN, "older-1", State.RUNNING))
                        .see();

        adopting = true;
        assertThat(report.of(CloudView.of(cloud(POD), seen, NOW), NOW)).isEmpty();

        adopting = false;
        assertThat(report.of(CloudView.of(cloud(POD), seen, NOW), NOW)).hasSize(1);
    }

    @Test
    void aContainerOfAPodThatTheCloudDoesNotHaveIsShownWithItsCure() {
        Observation seen =
                ready(POD)
                        .serving(POD, "light-1")
                        .with(container(FORGOTTEN, "older-1", State.RUNNING))
                        .see();

        assertThat(report.of(CloudView.of(cloud(POD), seen, NOW), NOW))
                .extracting(Problem::message)
                .containsExactly(
                        "Node older-1 is of pod older, which this cloud does not have: add the pod again, or remove its container with 'docker rm -f id-of-older-'");
    }
}

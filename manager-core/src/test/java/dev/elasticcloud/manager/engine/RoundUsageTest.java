package dev.elasticcloud.manager.engine;

import static dev.elasticcloud.manager.Observed.NOW;
import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.PodLoad;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Startup;
import dev.elasticcloud.manager.view.CloudView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundUsageTest {

    private static final Instant AT = NOW.plusSeconds(20);

    /// What the autoscaler gets from a node that has run for 20 s and uses all of its CPU limit.
    private static List<NodeUsage> heard(PodSpec pod) {
        CloudView view = CloudView.of(cloud(pod), ready(pod).serving(pod, "light-1").see(), AT);
        NodeUsage burning = new NodeUsage(pod.name(), NodeName.of("light-1"), AT, 1, 1 << 20, 0.9);
        RoundUsage usage = RoundUsage.of(name -> List.of(burning), view, AT);
        return SignalReader.signals(
                        view, view.pod(pod.name()), PodLoad.NONE, Duration.ofSeconds(1), usage, AT)
                .usage();
    }

    @Test
    void startUpUsageIsIgnoredForAsLongAsThePodSays() {
        PodSpec pod = pod("light", 1);
        assertThat(heard(pod)).hasSize(1);

        Startup slow = Startup.STANDARD.withInitialisation(Duration.ofSeconds(30));
        assertThat(heard(pod.withStartup(slow))).isEmpty();
    }
}

package dev.elasticcloud.console.feature.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.control.HostMeter;
import dev.elasticcloud.console.control.MeterBar;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HostFiguresTest {

    private static HostMeter.Data of(CloudSnapshot snapshot) {
        return HostFigures.of(snapshot, pod -> "accent-" + pod);
    }

    @Test
    void theBarHasAPartForEachPodForOthersAndForWhatIsFree() {
        HostMeter.Data data = of(SampleClouds.busy());
        assertThat(data.cpu().parts())
                .extracting(MeterBar.Part::label)
                .containsExactly("light 2.7", "medium 2", "heavy 3.2", "0.7", "free 3.4");
        assertThat(data.cpu().text()).isEqualTo("7.9 of 12 promised · 4.9 of 8 used");
        assertThat(data.memory().parts()).extracting(MeterBar.Part::styleClass).contains("others");
    }

    @Test
    void roomIsToldForThePodWhoseJobsWaitAndThenForOthers() {
        HostMeter.Data data = of(SampleClouds.busy());
        assertThat(data.room()).isEqualTo("room for 5 more heavy");
        assertThat(data.more()).isEqualTo("or 13 light · or 8 medium");
        assertThat(data.full()).isFalse();
    }

    @Test
    void nodesThatWaitForRoomAreCounted() {
        HostMeter.Data data = of(SampleClouds.fullHost());
        assertThat(data.room()).isEqualTo("no room for more heavy");
        assertThat(data.more()).isEqualTo("waiting for room: 2 heavy");
        assertThat(data.full()).isTrue();
    }

    @Test
    void aHostOnWhichNothingMoreFitsIsFullBeforeNodesWait() {
        HostMeter.Data data = of(SampleClouds.many(24));
        assertThat(data.room()).isEqualTo("no room for more nodes");
        assertThat(data.more()).isEmpty();
        assertThat(data.full()).isTrue();
    }

    @Test
    void whereNothingIsKnownOfHostsNothingIsSaid() {
        assertThat(of(CloudSnapshot.empty("local", Instant.EPOCH)))
                .isEqualTo(HostMeter.Data.unknown());
    }

    @Test
    void theCeilingIsWhatThePodHasAndWhatStillFits() {
        CloudSnapshot full = SampleClouds.fullHost();
        PodStatus heavy = full.pod(PodName.of("heavy")).orElseThrow();
        assertThat(HostFigures.ceiling(full, heavy)).hasValue(2);
        CloudSnapshot roomy = SampleClouds.busy();
        PodStatus medium = roomy.pod(PodName.of("medium")).orElseThrow();
        assertThat(HostFigures.ceiling(roomy, medium)).hasValue(11);
    }

    @Test
    void aCeilingThatThePodMayNotReachAnywayIsNotShown() {
        CloudSnapshot roomy = SampleClouds.busy();
        PodStatus light = roomy.pod(SampleClouds.LIGHT).orElseThrow();
        assertThat(light.spec().elasticity().max()).isEqualTo(20);
        assertThat(HostFigures.ceiling(roomy, light)).isEmpty();
    }
}

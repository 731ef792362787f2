package dev.elasticcloud.manager.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Decision.Brake.Kind;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import org.junit.jupiter.api.Test;

/// Long runs of one pod on one host, with the autoscaler's default settings.
class HostBrakesSimulationTest {

    private static final PodSpec POD = Pods.of(1, 1, 20, Scaling.DEFAULT);

    private static HostModel burst(HostModel.Setup setup, int jobs, long seed) {
        HostModel model = new HostModel(POD, setup, seed);
        model.run(5, second -> 0);
        model.arrive(jobs);
        return model;
    }

    /// Four nodes of half a core fill two cores: 20 jobs/s, 400 in 20 s.
    @Test
    void aCpuBoundPodStopsAtTheHostsCoresAndIsFasterForIt() {
        HostModel.Setup computing = HostModel.Setup.computing(2, 0.5, 0.1);
        double known = 0;
        double unknown = 0;
        for (long seed = 1; seed <= 5; seed++) {
            HostModel braked = burst(computing, 400, seed);
            known += braked.drain(300);
            unknown += burst(computing.unknown(), 400, seed).drain(300);

            assertThat(braked.peak).isLessThanOrEqualTo(6);
            assertThat(braked.brakes).contains(Kind.SATURATED);
        }

        assertThat(known / 5).isLessThan(1.25 * 20);
        assertThat(known).isLessThan(0.85 * unknown);
    }

    /// Jobs that wait for a second each: every node adds four jobs/s, whatever the cores do.
    @Test
    void aPodOfWaitingJobsGrowsAsIfThereWereNoHost() {
        HostModel.Setup waiting = HostModel.Setup.waiting(2, 0.5, 1);
        for (long seed = 1; seed <= 5; seed++) {
            HostModel braked = burst(waiting, 1200, seed);
            HostModel free = burst(waiting.unknown(), 1200, seed);

            assertThat(braked.drain(300)).isEqualTo(free.drain(300));
            assertThat(braked.peak).isEqualTo(20);
        }
    }

    /// Five nodes reach the 50 jobs/s that a database allows.
    @Test
    void aPodBehindASaturatedDatabaseStopsGrowingAndScalesBack() {
        HostModel.Setup database = HostModel.Setup.computing(64, 0.5, 0.05).withHiddenRate(50);
        for (long seed = 1; seed <= 10; seed++) {
            HostModel braked = burst(database, 15_000, seed);
            HostModel free = burst(database.unknown(), 15_000, seed);
            double known = braked.drain(600);
            double unknown = free.drain(600);

            assertThat(braked.brakes).contains(Kind.NO_HELP);
            assertThat(braked.changes)
                    .anyMatch(
                            d ->
                                    d.verdict() == Decision.Verdict.SCALE_DOWN
                                            && d.inputs().queued() > 0);
            assertThat(braked.nodeSeconds).isLessThan(0.6 * free.nodeSeconds);
            assertThat(known).isLessThan(1.05 * unknown);
        }
    }

    @Test
    void burstsOfLightJobsAreNotDelayed() {
        HostModel.Setup light = HostModel.Setup.computing(16, 0.3, 0.03);
        double known = 0;
        double unknown = 0;
        for (long seed = 1; seed <= 5; seed++) {
            known += bursts(light, seed);
            unknown += bursts(light.unknown(), seed);
        }

        assertThat(known).isLessThan(1.03 * unknown);
    }

    /// Ten bursts of 20 to 200 jobs, half a minute apart; returns the seconds in which jobs waited
    /// or ran.
    private static double bursts(HostModel.Setup setup, long seed) {
        HostModel model = new HostModel(POD, setup, seed);
        double sum = 0;
        for (int i = 1; i <= 10; i++) {
            model.run(30, second -> 3);
            model.arrive(20 * i);
            sum += model.drain(300);
        }
        return sum;
    }

    /// Enough cores for all, so that each node adds its ten jobs/s.
    @Test
    void noiseDoesNotStopGrowthThatHelps() {
        HostModel.Setup roomy = HostModel.Setup.computing(64, 0.5, 0.05);
        int wrong = 0;
        for (long seed = 1; seed <= 200; seed++) {
            HostModel model = burst(roomy, 2000, seed);
            model.drain(300);
            wrong += model.brakes.contains(Kind.NO_HELP) ? 1 : 0;
        }

        System.out.printf("brakes: %d of 200 courses of growth that helps were held%n", wrong);
        assertThat(wrong).isLessThanOrEqualTo(2);
    }

    @Test
    void aLoadThatWanesAndWaxesOnAFullHostDoesNotFlap() {
        HostModel.Setup computing = HostModel.Setup.computing(2, 0.5, 0.1);
        HostModel model = new HostModel(POD, computing, 1);
        model.run(600, second -> 12 + 10 * Math.sin(second / 20));

        System.out.printf(
                "brakes: %d changes in ten minutes, %d nodes at most%n",
                model.changes.size(), model.peak);
        assertThat(model.peak).isLessThanOrEqualTo(8);
        assertThat(model.changes.size()).isLessThanOrEqualTo(120);
    }
}

package dev.elasticcloud.manager.scale.brake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowthComparisonTest {

    private static Served served(int nodes, double jobs, double seconds) {
        return new Served(nodes, jobs, seconds, (int) seconds, 0, 0.5);
    }

    @ParameterizedTest
    @CsvSource({
        // nodes, jobs and seconds before, then after, then the gain
        "4, 400, 40, 8, 800, 40, 1",
        "4, 400, 40, 8, 400, 40, 0",
        "4, 400, 40, 8, 200, 40, -0.5",
        "4, 400, 40, 6, 500, 40, 0.5",
        "2, 400, 40, 8, 400, 20, 0.33",
    })
    void theGainIsTheShareOfAddedNodesThatRaisedTheRate(
            int nodesBefore,
            double jobsBefore,
            double secondsBefore,
            int nodesAfter,
            double jobsAfter,
            double secondsAfter,
            double gain) {
        GrowthComparison comparison =
                new GrowthComparison(
                        served(nodesBefore, jobsBefore, secondsBefore),
                        served(nodesAfter, jobsAfter, secondsAfter));

        assertThat(comparison.likeliest()).isCloseTo(gain, within(0.01));
        assertThat(comparison.least()).isLessThan(gain);
        assertThat(comparison.most()).isGreaterThan(gain);
    }

    @ParameterizedTest
    @CsvSource({
        // jobs and seconds before, jobs and seconds after, seconds a job takes, then whether it can
        "50, 5, 50, 5, 0.5, true",
        "9, 5, 50, 5, 0.5, false",
        "50, 5, 4, 0.4, 0.1, false",
        "50, 5, 50, 5, 3, false",
        "50, 5, 0, 5, 0.5, true",
    })
    void tooFewJobsGiveNoVerdict(
            double jobsBefore,
            double secondsBefore,
            double jobsAfter,
            double secondsAfter,
            double jobSeconds,
            boolean possible) {
        GrowthComparison comparison =
                new GrowthComparison(
                        new Served(4, jobsBefore, secondsBefore, 5, 0, jobSeconds),
                        new Served(8, jobsAfter, secondsAfter, 5, 0, jobSeconds));

        assertThat(comparison.possible()).isEqualTo(possible);
    }

    @Test
    void jobsThatEndInClumpsLeaveMoreDoubt() {
        Served even = new Served(4, 400, 40, 40, 40, 0.5);
        Served clumped = new Served(4, 400, 40, 40, 400, 0.5);
        Served after = new Served(8, 400, 40, 40, 40, 0.5);

        assertThat(new GrowthComparison(clumped, after).most())
                .isGreaterThan(new GrowthComparison(even, after).most());
    }

    @Test
    void theBoundsHoldAsOftenAsTheirConfidenceSays() {
        Random random = new Random(1);
        int beyond = 0;
        int tries = 4000;
        for (int i = 0; i < tries; i++) {
            Served before = served(4, poisson(random, 60), 10);
            Served after = served(8, poisson(random, 60), 10);
            beyond += new GrowthComparison(before, after).most() < 0 ? 1 : 0;
        }

        assertThat((double) beyond / tries).isBetween(0.03, 0.07);
    }

    private static int poisson(Random random, double mean) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            count++;
            product *= random.nextDouble();
        }
        return count;
    }
}

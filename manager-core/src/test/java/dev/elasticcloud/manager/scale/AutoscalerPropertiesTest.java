package dev.elasticcloud.manager.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.Measure;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for any set of rules and any load. The seeds are fixed, so every run is the same.
class AutoscalerPropertiesTest {

    private static final int HOUR = 3600;

    private final StandardAutoscaler autoscaler = new StandardAutoscaler();

    /// A simulated pod whose nodes serve as soon as they are wanted.
    private final class Course {
        private PodSpec pod;
        private ScaleMemory memory = ScaleMemory.NOTHING;
        private int changes;

        Course(PodSpec pod) {
            this.pod = pod;
        }

        void step(int second, int jobs) {
            StandardAutoscaler.Count count = autoscaler.count(pod, seen(pod, second, jobs), memory);
            changes += count.wanted() == pod.target().nodes() ? 0 : 1;
            pod = Pods.wanting(pod, count.wanted());
            memory = count.memory();
        }

        void run(int from, int until, IntUnaryOperator jobs) {
            for (int second = from; second < until; second++) {
                step(second, jobs.applyAsInt(second));
            }
        }
    }

    /// Jobs fill the slots there are; usage follows the filled slots.
    private static Signals seen(PodSpec pod, int second, int jobs) {
        int room = pod.target().nodes() * pod.slots();
        int running = Math.min(jobs, room);
        return Pods.signals(
                pod, second, running, jobs - running, room == 0 ? 0 : (double) running / room);
    }

    private static PodSpec anyPod(Random random) {
        List<ScalingRule> rules =
                new ArrayList<>(
                        List.of(
                                Scaling.DEFAULT.rules().getFirst(),
                                new ScalingRule.Band(
                                        Measure.CPU, Duration.ofSeconds(1 + random.nextInt(20))),
                                new ScalingRule.Target(
                                        Measure.CPU, 40 + random.nextInt(50), 0.1, 0.1),
                                new ScalingRule.Forecast(0.001 + random.nextDouble() / 50, true)));
        if (random.nextBoolean()) {
            rules.set(0, ScalingRule.Concurrency.KNATIVE);
        }
        Collections.shuffle(rules, random);
        int min = random.nextInt(3);
        int max = min + 1 + random.nextInt(15);
        return Pods.of(
                min + random.nextInt(max - min + 1),
                min,
                max,
                Scaling.DEFAULT.withRules(rules.subList(0, 1 + random.nextInt(rules.size()))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void theCountStaysWithinItsBounds(long seed) {
        Random random = new Random(seed);
        PodSpec pod = anyPod(random);
        Course course = new Course(pod);
        int most = 1 + random.nextInt(120);
        for (int second = 0; second < 900; second++) {
            course.step(second, random.nextInt(most));

            assertThat(course.pod.target().nodes())
                    .isBetween(pod.elasticity().min(), pod.elasticity().max());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32})
    void moreLoadNeverWantsFewerNodes(long seed) {
        Random random = new Random(seed);
        Course course = new Course(anyPod(random));
        for (int second = 0; second < 600; second++) {
            int jobs = random.nextInt(60);
            int before = 0;
            for (int more = 0; more <= 40; more += 5) {
                int wanted =
                        autoscaler
                                .count(
                                        course.pod,
                                        seen(course.pod, second, jobs + more),
                                        course.memory)
                                .wanted();
                assertThat(wanted).isGreaterThanOrEqualTo(before);
                before = wanted;
            }
            course.step(second, jobs);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52})
    void aConstantLoadConvergesAndThenNothingHappens(long seed) {
        Random random = new Random(seed);
        Course course = new Course(anyPod(random));
        int jobs = random.nextInt(50);
        course.run(0, 300, second -> random.nextInt(80));
        course.run(300, 300 + HOUR, second -> jobs);
        int settled = course.changes;

        course.run(300 + HOUR, 300 + 2 * HOUR, second -> jobs);

        // The forecast's margin shrinks slowly as old errors expire, so one more node may be
        // removed.
        assertThat(course.changes - settled).isLessThanOrEqualTo(1);
        int slots = course.pod.target().nodes() * course.pod.slots();
        boolean full = course.pod.target().nodes() == course.pod.elasticity().max();
        boolean seesJobs =
                course.pod.elasticity().scaling().rules().stream()
                        .anyMatch(r -> r instanceof ScalingRule.Concurrency);
        assertThat(full || !seesJobs || slots >= jobs).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 10, 20, 60, 120})
    void aLoadThatSwingsRoundAThresholdCausesFewActions(int period) {
        Course course = new Course(Pods.of(3, 1, 20, Scaling.DEFAULT));
        IntUnaryOperator swinging = second -> second / (period / 2) % 2 == 0 ? 8 : 9;
        course.run(0, 600, swinging);
        int before = course.changes;

        course.run(600, 600 + HOUR, swinging);

        double perMinute = (course.changes - before) / 60.0;
        System.out.printf(
                "flapping: load swings every %d s, %.2f actions a minute%n", period, perMinute);
        assertThat(perMinute).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 20, 40, 120})
    void aLoadThatSwingsWidelyCannotOutrunTheCooldown(int period) {
        Course course = new Course(Pods.of(3, 1, 20, Scaling.DEFAULT));

        course.run(0, HOUR, second -> second / (period / 2) % 2 == 0 ? 2 : 60);

        double perMinute = course.changes / 60.0;
        System.out.printf(
                "flapping: load swings from 2 to 60 jobs every %d s, %.2f actions a minute%n",
                period, perMinute);
        assertThat(perMinute).isLessThanOrEqualTo(12);
    }
}

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
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Without a known host, counts are those of the autoscaler before it had brakes. Each checksum
/// covers fifteen minutes of its counts.
class WithoutHostTest {

    private static final int SECONDS = 900;

    private final StandardAutoscaler autoscaler = new StandardAutoscaler();

    private static PodSpec anyPod(Random random) {
        List<ScalingRule> rules =
                new ArrayList<>(
                        List.of(
                                random.nextBoolean()
                                        ? ScalingRule.Concurrency.KNATIVE
                                        : Scaling.DEFAULT.rules().getFirst(),
                                new ScalingRule.Band(
                                        Measure.CPU, Duration.ofSeconds(1 + random.nextInt(20))),
                                new ScalingRule.Target(
                                        Measure.CPU, 40 + random.nextInt(50), 0.1, 0.1),
                                new ScalingRule.Forecast(0.001 + random.nextDouble() / 50, true)));
        Collections.shuffle(rules, random);
        int min = random.nextInt(3);
        int max = min + 1 + random.nextInt(15);
        return Pods.of(
                min + random.nextInt(max - min + 1),
                min,
                max,
                random.nextInt(4) == 0
                        ? new Scaling(rules.subList(0, 1 + random.nextInt(rules.size())), null)
                        : Scaling.DEFAULT.withRules(
                                rules.subList(0, 1 + random.nextInt(rules.size()))));
    }

    private static Signals seen(PodSpec pod, int second, int jobs) {
        int room = pod.target().nodes() * pod.slots();
        int running = Math.min(jobs, room);
        return Pods.signals(
                pod, second, running, jobs - running, room == 0 ? 0 : (double) running / room);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3158464765",
        "2, 4128071550",
        "3, 1345381335",
        "4, 2662698784",
        "5, 3254696392",
        "6, 1706347546",
        "7, 245663164",
        "8, 889324858",
        "9, 4078877949",
        "10, 692661419",
        "11, 457062258",
        "12, 3798868165",
        "13, 2088092705",
        "14, 1701171077",
        "15, 3096421947",
        "16, 1921008732"
    })
    void countsEqualThoseWithoutBrakes(long seed, long checksum) {
        Random random = new Random(seed);
        PodSpec pod = anyPod(random);
        ScaleMemory memory = ScaleMemory.NOTHING;
        CRC32 counts = new CRC32();
        int most = 1 + random.nextInt(120);
        int jobs = 0;
        for (int second = 0; second < SECONDS; second++) {
            jobs =
                    random.nextInt(20) == 0
                            ? random.nextInt(most)
                            : Math.max(0, jobs + random.nextInt(5) - 2);
            StandardAutoscaler.Count count = autoscaler.count(pod, seen(pod, second, jobs), memory);
            pod = Pods.wanting(pod, count.wanted());
            memory = count.memory();
            counts.update(count.wanted());
        }

        assertThat(counts.getValue()).isEqualTo(checksum);
    }
}

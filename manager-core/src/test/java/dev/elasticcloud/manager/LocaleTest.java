package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.Numbers;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.simulation.SimulatedTimings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A manager in locales with other digits and other case rules.
@Isolated
class LocaleTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fa-IR-u-nu-arabext",
                "ar-EG-u-nu-arab",
                "th-TH-u-ca-buddhist-nu-thai",
                "bn-BD-u-nu-beng",
                "tr-TR",
                "de-CH"
            })
    void aCloudStartsAndRunsJobs(String tag) throws Exception {
        Locale.setDefault(Locale.forLanguageTag(tag));
        PodSpec pod = Specs.pod("light", 1);
        try (HostedCloud cloud = Clouds.simulated(SimulatedTimings.INSTANT)) {
            cloud.await(cloud.submit(new Command.Initialise(Map.of(pod.name(), 1))), SOON);
            Job job = cloud.submit(new JobRequest(pod.name(), Map.of("repeat", "3")));

            assertThat(cloud.await(job.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
            assertThat(job.id().value()).matches("[0-9a-f]{11}-[0-9a-f]{8}");
            assertThat(cloud.jobs(JobQuery.latest(5))).hasSize(1);
            assertThat(cloud.snapshot().pods().get(pod.name())).isNotNull();
            assertThat(pod.balancing()).matches("[ -~]+");
            assertThat(pod.nodeFingerprint()).matches("[0-9a-f]{16}");
        }
    }

    @Test
    void numbersAreReadAlikeInEveryLocale() {
        assertThat(Numbers.whole(" 42 ")).hasValue(42);
        assertThat(Numbers.decimal("-1.5e3")).hasValue(-1500);
        for (String text :
                List.of(
                        "1d",
                        "0x1p3",
                        "NaN",
                        "Infinity",
                        "1e400",
                        "\u0664\u0662",
                        "1_0",
                        "",
                        "1,5")) {
            assertThat(Numbers.decimal(text)).as(text).isEmpty();
            assertThat(Numbers.whole(text)).as(text).isEmpty();
        }
    }
}

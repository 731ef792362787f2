package dev.elasticcloud.console.feature.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobTextTest {

    private static final Job JOB =
            Job.accepted(new JobId("j1"), PodName.of("light"), Map.of(), Instant.EPOCH);

    @Test
    void aUserIsNotToldHowTheCloudIsBuilt() {
        Job failed = JOB.failed(Instant.EPOCH, "", "node light-3 ended while the job ran");
        assertThat(JobText.reason(failed, true)).contains("light-3");
        assertThat(JobText.reason(failed, false))
                .doesNotContainIgnoringCase("node")
                .contains("the number j1");
        assertThat(JobText.reason(JOB.failed(Instant.EPOCH, "", "no answer within 60 s"), false))
                .isEqualTo("no answer within 60 s");
        assertThat(
                        JobText.reason(
                                JOB.failed(Instant.EPOCH, "", "no answer in the pod's time"),
                                false))
                .contains("exceeded its time limit");
    }

    @Test
    void aJobThatHasNotStartedHasNoKnownWait() {
        assertThat(JobText.waited(JOB)).isEqualTo(Figures.UNKNOWN);
    }

    @Test
    void longValuesAreShortened() {
        assertThat(JobText.parameters(Map.of())).isEqualTo("default values");
        assertThat(JobText.parameters(Map.of("text", "a\nb" + "c".repeat(90))))
                .hasSizeLessThan(40)
                .startsWith("text a bcc")
                .endsWith("…");
        assertThat(JobText.parameters(Map.of("picture", "(90,000 characters, not kept)")))
                .isEqualTo("picture (too long to keep)");
    }
}

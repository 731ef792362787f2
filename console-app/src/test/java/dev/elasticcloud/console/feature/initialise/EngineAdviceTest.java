package dev.elasticcloud.console.feature.initialise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.observed.EngineHealth;
import org.junit.jupiter.api.Test;

class EngineAdviceTest {

    private static final EngineHealth DOCKER =
            new EngineHealth(true, "docker", "28.2.2", 8, 16L << 30, "");

    private static EngineAdvice missing(String detail) {
        return EngineAdvice.of(DOCKER.unreachable(detail), true);
    }

    @Test
    void aDockerThatAnswersIsReadyWithNothingToType() {
        EngineAdvice advice = EngineAdvice.of(DOCKER, true);
        assertThat(advice.ready()).isTrue();
        assertThat(advice.title()).isEqualTo("Docker Engine 28.2.2");
        assertThat(advice.command()).isEmpty();
    }

    @Test
    void eachFaultHasTheCommandThatMendsIt() {
        assertThat(missing("/var/run/docker.sock: no such file or directory").command())
                .contains("install docker.io");
        assertThat(missing("Permission denied").command()).contains("usermod -aG docker");
        assertThat(missing("connection refused").command()).contains("systemctl start docker");
    }

    @Test
    void beforeTheFirstAnswerNothingIsSaidToBeMissing() {
        EngineAdvice advice = EngineAdvice.of(EngineHealth.UNKNOWN, false);
        assertThat(advice.ready()).isFalse();
        assertThat(advice.command()).isEmpty();
    }
}

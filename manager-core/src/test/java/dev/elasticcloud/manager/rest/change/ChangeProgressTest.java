package dev.elasticcloud.manager.rest.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.model.status.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChangeProgressTest {

    @Test
    void aProblemNamesItsSubjectInWords() {
        PodName light = PodName.of("light");
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        CloudSnapshot snapshot =
                new CloudSnapshot(
                        1,
                        now,
                        "test",
                        0,
                        EngineHealth.UNKNOWN,
                        BalancerHealth.UNKNOWN,
                        new TreeMap<>(),
                        List.of(new Problem(new Subject.Starts(light), "no", 1, now)));

        ChangeProgress progress =
                ChangeProgress.of(new Receipt(3, Set.of(light)), snapshot, "it is full");

        assertThat(progress.problems()).containsExactly("starts of light: no");
        assertThat(progress.done()).isFalse();
        assertThat(progress.obstacle()).isEqualTo("it is full");
    }
}

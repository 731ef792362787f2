package dev.elasticcloud.manager.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.record.WhatIf;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every manager reports of the past, and of what other settings would have done.
public interface HistoryContract extends ManagerUnderTest {

    @Test
    default void decisionsAndEventsCanBeRead() {
        initialise(LIGHT, 1);

        List<CloudEvent> events = cloud().events(EventQuery.latest(100));
        assertThat(events)
                .anyMatch(e -> e.kind() == CloudEvent.Kind.COMMAND && LIGHT.equals(e.pod()));
        assertThat(
                        cloud().events(
                                        new EventQuery(
                                                LIGHT,
                                                Set.of(CloudEvent.Severity.ERROR),
                                                events.getLast().at(),
                                                events.getFirst().id(),
                                                10)))
                .isEmpty();
        cloud().await(s -> s.pod(LIGHT).orElseThrow().decision() != null, SOON);
        assertThat(cloud().decisions(LIGHT, 5)).isNotEmpty();
    }

    @Test
    default void aPodsHistoryCanBeRead() {
        initialise(LIGHT, 1);
        CloudSnapshot now = cloud().snapshot();
        cloud().await(s -> s.number() > now.number() + 1, SOON);

        PodHistory history = cloud().history(LIGHT, Duration.ofMinutes(5));

        assertThat(history.pod()).isEqualTo(LIGHT);
        assertThat(history.points()).isNotEmpty();
    }

    @Test
    default void whatIfQuestionsAreAnsweredFromAPodsHistory() {
        initialise(LIGHT, 1);
        cloud().await(s -> cloud().history(LIGHT, Duration.ofMinutes(5)).points().size() > 2, SOON);
        HistoryRange range = HistoryRange.before(cloud().snapshot().at(), Duration.ofMinutes(5));
        Elasticity more =
                cloud().snapshot()
                        .pod(LIGHT)
                        .orElseThrow()
                        .spec()
                        .elasticity()
                        .withEnabled(true)
                        .withBounds(2, 6);

        WhatIf answer = cloud().whatIf(LIGHT, new WhatIf.Question(range, more, null));

        assertThat(answer.happened().nodes().getLast().nodes()).isEqualTo(1);
        assertThat(answer.otherwise().nodes().getLast().nodes()).isEqualTo(2);
        assertThat(answer.ruleAlone())
                .extracting(WhatIf.Course::name)
                .containsExactly("concurrency", "band", "forecast");
        assertThat(answer.nodeHoursAtMost()).isGreaterThan(answer.happened().nodeHours());
        assertThat(answer.host()).isNull();
        WhatIf.Host small =
                new WhatIf.Host(OptionalDouble.of(0.5), OptionalLong.empty(), OptionalDouble.of(1));
        WhatIf bounded = cloud().whatIf(LIGHT, new WhatIf.Question(range, more, null, small));
        assertThat(Objects.requireNonNull(bounded.host()).cores()).hasValue(0.5);
        assertThat(bounded.host().memoryBytes().orElseThrow()).isPositive();
        assertThatThrownBy(
                        () ->
                                cloud().whatIf(
                                                LIGHT,
                                                new WhatIf.Question(
                                                        HistoryRange.before(
                                                                range.from(), Duration.ofHours(1)),
                                                        more,
                                                        null)))
                .hasMessageContaining("No history for pod light");
    }
}

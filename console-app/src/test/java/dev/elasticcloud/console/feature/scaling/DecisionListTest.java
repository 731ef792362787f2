package dev.elasticcloud.console.feature.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.manager.model.record.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionListTest {

    private static final List<Decision> DECISIONS =
            new FakeCloud(SampleClouds.busy()).decisions(SampleClouds.LIGHT, 30);

    private final Preferences preferences = Preferences.inMemory();
    private final DecisionList list = new DecisionList(preferences);

    @Test
    void theLatestChangeIsChosenUntilTheUserChooses() {
        list.set(DECISIONS);
        Decision first = list.currentProperty().get();
        assertThat(first).isNotNull().matches(Decision::changesCount);
        list.select(null);
        list.set(DECISIONS);
        assertThat(list.currentProperty().get()).isNull();
        list.select(DECISIONS.get(3).at());
        list.set(DECISIONS);
        assertThat(list.currentProperty().get()).isEqualTo(DECISIONS.get(3));
    }

    @Test
    void aDecisionThatIsInForceAtATimeIsChosenOnceItIsKnown() {
        list.selectAt(DECISIONS.get(5).at());
        list.set(DECISIONS);
        assertThat(list.currentProperty().get()).isEqualTo(DECISIONS.get(5));
    }

    @Test
    void whatTheListShowsIsKept() {
        list.set(DECISIONS);
        list.show(DecisionList.Shown.ACTS);
        list.search("added");
        DecisionList next = new DecisionList(preferences);
        next.set(DECISIONS);
        assertThat(next.shown()).isEqualTo(DecisionList.Shown.ACTS);
        assertThat(next.rows().list())
                .hasSize(list.rows().list().size())
                .allMatch(row -> row.value().changesCount());
    }

    @Test
    void afterAnotherPodIsChosenNoCountsOfTheOldOneStay() {
        list.set(DECISIONS);
        assertThat(list.countsProperty().get()).contains("hold");

        list.clear();

        assertThat(list.countsProperty().get()).isEmpty();
    }
}

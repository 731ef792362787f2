package dev.elasticcloud.console.feature.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.manager.model.record.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionJsonTest {

    private static final List<Decision> DECISIONS =
            new FakeCloud(SampleClouds.busy()).decisions(SampleClouds.LIGHT, 3);

    @Test
    void aDecisionHasItsReasonsAndAnUnknownTimeIsNull() throws Exception {
        JsonNode json = new ObjectMapper().readTree(DecisionJson.of(DECISIONS.getFirst()));

        assertThat(json.path("pod").asText()).isEqualTo("light");
        assertThat(json.path("opinions").get(0).path("because").asText()).contains("ceil");
        assertThat(json.path("inputs").path("cpuShare").asDouble()).isEqualTo(0.54);
        assertThat(json.path("serving").isNull()).isTrue();
    }

    @Test
    void severalDecisionsAreAnArray() throws Exception {
        assertThat(new ObjectMapper().readTree(DecisionJson.of(DECISIONS))).hasSize(3);
    }

    @Test
    void aSearchFindsWordsAnywhereInADecision() {
        Decision up = DECISIONS.stream().filter(Decision::changesCount).findFirst().orElseThrow();
        assertThat(DecisionText.contains(up, "usage " + up.wanted())).isTrue();
        assertThat(DecisionText.contains(up, "weather")).isFalse();
    }
}

package dev.elasticcloud.console.feature.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.observed.BalancerReport.Row;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ServerComparisonTest {

    private static Row row(String server, String status, int slots) {
        return new Row(
                SampleClouds.LIGHT,
                server,
                status,
                "10.0.0.1:8080",
                slots,
                0,
                0,
                0,
                0,
                0,
                0,
                OptionalDouble.empty(),
                "",
                OptionalDouble.empty(),
                null);
    }

    private static Map<String, String> differences(Row... rows) {
        Map<String, String> found = new TreeMap<>();
        ServerComparison.compare(new BalancerReport(List.of(rows), ""), SampleClouds.busy())
                .forEach(item -> found.put(item.row().server(), item.difference()));
        return found;
    }

    @Test
    void aServerAsTheManagerWantsItDoesNotDiffer() {
        assertThat(differences(row("", "UP", 0), row("light-1", "UP", 4)))
                .containsEntry("light-1", "")
                .containsEntry("", "");
    }

    @Test
    void aServerThatDiffersSaysInWhat() {
        assertThat(
                        differences(
                                row("", "UP", 0),
                                row("light-1", "DRAIN", 4),
                                row("light-2", "UP", 9),
                                row("light-7", "UP", 4),
                                row("light-9", "UP", 4),
                                row("light-99", "UP", 4)))
                .containsEntry("light-1", "the manager wants it in rotation")
                .containsEntry("light-2", "the manager wants 4 slots")
                .containsEntry("light-7", "the manager wants it drained")
                .containsEntry("light-9", "the manager wants it out of rotation")
                .containsEntry("light-99", "the manager has no such node");
    }

    @Test
    void anOnlineNodeThatTheBalancerLacksIsListedAsMissing() {
        assertThat(differences(row("", "DOWN", 0)))
                .containsEntry("light-1", "not in the balancer")
                .doesNotContainKey("light-9");
    }
}

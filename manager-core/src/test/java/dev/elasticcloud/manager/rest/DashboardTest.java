package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares the example dashboard and the list of metrics with the metrics that exist.
class DashboardTest {

    private static final Pattern FIGURE = Pattern.compile("elasticcloud_[a-z_]+");
    private static final Pattern TYPE = Pattern.compile("# TYPE (elasticcloud_[a-z_]+) \\w+");

    @TempDir Path data;

    private String served() {
        try (Edges edge = new Edges(data)) {
            edge.owner().post("/v1/cloud/init?wait=20s", "{\"pods\":{\"light\":1}}");
            edge.owner().get("/v1/pods/light/run");
            edge.cloud()
                    .await(
                            s ->
                                    s.pods().values().stream().anyMatch(p -> p.decision() != null)
                                            && s.hosts().stream()
                                                    .flatMap(h -> h.pods().stream())
                                                    .anyMatch(p -> p.usedCpus().isPresent()),
                            Duration.ofSeconds(20));
            return edge.owner().get("/metrics").text();
        }
    }

    private static String document(String name) throws IOException {
        return Files.readString(Path.of(System.getProperty("elasticcloud.home"), "docs", name));
    }

    @Test
    void theDashboardQueriesOnlyMetricsThatExist() throws IOException {
        Set<String> asked = found(FIGURE, document("grafana-dashboard.json"), 0);
        assertThat(asked).hasSizeGreaterThan(8);

        assertThat(found(FIGURE, served(), 0)).containsAll(asked);
    }

    @Test
    void theListNamesEachMetricAndNoOther() throws IOException {
        assertThat(found(TYPE, served(), 1)).isEqualTo(found(FIGURE, document("metrics.md"), 0));
    }

    @Test
    void aJobAndEachDecisionAreCounted() {
        String text = served();

        assertThat(text)
                .contains("elasticcloud_job_latency_seconds_count{pod=\"light\"} 1")
                .contains("elasticcloud_job_latency_seconds_bucket{pod=\"light\",le=\"+Inf\"} 1")
                .contains("elasticcloud_decisions_total{direction=\"up\",pod=\"light\"} ")
                .containsPattern(
                        "elasticcloud_decisions_total\\{direction=\"hold\",pod=\"light\"} [1-9]")
                .containsPattern("elasticcloud_loop_round_duration_seconds_count [1-9]")
                .containsPattern(
                        "elasticcloud_http_request_duration_seconds_count\\{operation=\"runJob\"");
    }

    private static Set<String> found(Pattern pattern, String text, int group) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }
}

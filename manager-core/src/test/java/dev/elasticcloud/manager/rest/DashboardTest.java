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

/// Holds the example dashboard to the figures that there are.
class DashboardTest {

    private static final Pattern FIGURE = Pattern.compile("elasticcloud_[a-z_]+");

    @TempDir Path data;

    @Test
    void theDashboardAsksForNoFigureThatIsNotThere() throws IOException {
        Path file = Path.of(System.getProperty("elasticcloud.home"), "docs/grafana-dashboard.json");
        Set<String> asked = figures(Files.readString(file));
        assertThat(asked).hasSizeGreaterThan(8);
        try (Edges edge = new Edges(data)) {
            edge.owner().post("/v1/cloud/init?wait=20s", "{\"pods\":{\"light\":1}}");
            edge.owner().get("/v1/pods/light/run");
            edge.cloud()
                    .await(
                            s ->
                                    s.pods().values().stream()
                                            .anyMatch(p -> p.load().latency().count() > 0),
                            Duration.ofSeconds(20));

            assertThat(figures(edge.owner().get("/metrics").text())).containsAll(asked);
        }
    }

    private static Set<String> figures(String text) {
        Set<String> figures = new TreeSet<>();
        Matcher matcher = FIGURE.matcher(text);
        while (matcher.find()) {
            figures.add(matcher.group());
        }
        return figures;
    }
}

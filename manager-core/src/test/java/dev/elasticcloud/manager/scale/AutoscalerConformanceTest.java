package dev.elasticcloud.manager.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Runs the cases of other autoscalers' tests, which are data in a folder: `-Dcases=DIR`, or else
/// the folder beside the project if there is one. A case that cannot be expressed fails.
class AutoscalerConformanceTest {

    private static final List<CaseFile> FILES =
            List.of(
                    new CaseFile("hpa_replica_cases.json", ReplicaCases::sections),
                    new CaseFile("hpa_behavior_cases.json", BehaviourCases::sections),
                    new CaseFile("knative_kpa_cases.json", KnativeCases::sections),
                    new CaseFile("elasticity_metric_cases.json", MetricCases::sections));

    /// One file, and how each of its lists of cases is run.
    private record CaseFile(String name, java.util.function.Supplier<List<Section>> sections) {}

    /// A list of cases in a file. The check throws or returns what is wrong; an empty text means
    /// that the case passed.
    record Section(String key, Check check) {

        @FunctionalInterface
        interface Check {
            String wrong(JsonNode file, JsonNode given);
        }
    }

    @Test
    void everyCaseOfOtherAutoscalersPasses() throws IOException {
        String given = System.getProperty("cases", "");
        Path home = Path.of(System.getProperty("elasticcloud.home", "."));
        Path folder = given.isEmpty() ? home.resolve("../shared/cases") : home.resolve(given);
        if (given.isEmpty() && !Files.isDirectory(folder)) {
            System.out.println(
                    "conformance: no cases at " + folder + ": name a folder with -Dcases=DIR");
            Assumptions.abort("no folder of cases beside the project");
        }

        List<String> passed = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (CaseFile file : FILES) {
            JsonNode content = new JsonMapper().readTree(folder.resolve(file.name()).toFile());
            run(file.sections().get(), content, passed, failed);
        }

        System.out.println(
                "conformance: %d passed, %d failed".formatted(passed.size(), failed.size()));
        failed.forEach(line -> System.out.println("  " + line));
        assertThat(passed).isNotEmpty();
        assertThat(failed).isEmpty();
    }

    private static void run(
            List<Section> sections, JsonNode content, List<String> passed, List<String> failed) {
        for (var list : content.properties()) {
            boolean known = sections.stream().anyMatch(s -> s.key().equals(list.getKey()));
            if (!known && list.getValue().isArray()) {
                list.getValue()
                        .forEach(c -> failed.add(c.path("id").asText() + ": of an unknown kind"));
            }
        }
        for (Section section : sections) {
            for (JsonNode one : content.path(section.key())) {
                String id = one.path("id").asText();
                String wrong = wrong(section, content, one);
                if (wrong.isEmpty()) {
                    passed.add(id);
                } else {
                    failed.add(id + ": " + wrong);
                }
            }
        }
    }

    private static String wrong(Section section, JsonNode content, JsonNode one) {
        try {
            return section.check().wrong(content, one);
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    /// The difference between an expectation and an outcome; empty if they are equal or if nothing
    /// is expected.
    static String differs(String what, JsonNode expected, long actual) {
        return expected.isMissingNode() || expected.isNull() || expected.asLong() == actual
                ? ""
                : "%s is %d, expected %s; ".formatted(what, actual, expected);
    }
}

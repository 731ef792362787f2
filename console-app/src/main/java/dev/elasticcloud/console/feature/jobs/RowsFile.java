package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.console.text.Csv;
import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.manager.model.spec.JobParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A file with a job in each row: CSV with the parameters' names in its first line, or one JSON
/// object a line.
///
/// @param name the file's name; empty when none was chosen
/// @param rows the values of each row, with only the parameters that it gives
/// @param faults what is wrong, row by row, for display
public record RowsFile(String name, List<Map<String, String>> rows, List<String> faults) {

    static final RowsFile NONE = new RowsFile("", List.of(), List.of());

    private static final int MOST_FAULTS = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    public RowsFile {
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }

    static RowsFile refused(String name, String why) {
        return new RowsFile(name, List.of(), List.of(why));
    }

    /// Whether every row can be run.
    public boolean isValid() {
        return faults.isEmpty() && !rows.isEmpty();
    }

    static RowsFile read(String name, String text, List<JobParameter> parameters) {
        Reading reading = new Reading(parameters);
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (content.stripLeading().startsWith("{")) {
            reading.jsonLines(content);
        } else {
            reading.csv(content);
        }
        if (reading.rows.isEmpty() && reading.faults.isEmpty()) {
            reading.faults.add(text("jobs.rows.none", name));
        }
        if (reading.rows.size() > JobFormModel.MOST_AT_ONCE) {
            reading.faults.addFirst(
                    text(
                            "jobs.rows.tooMany",
                            name,
                            Numbers.thousands(reading.rows.size()),
                            Numbers.thousands(JobFormModel.MOST_AT_ONCE)));
        }
        return new RowsFile(name, reading.rows, reading.faults);
    }

    /// The rows and faults found so far.
    private static final class Reading {
        private final List<Map<String, String>> rows = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
        private final Map<String, JobParameter> known;

        Reading(List<JobParameter> parameters) {
            known =
                    parameters.stream()
                            .collect(
                                    Collectors.toMap(
                                            JobParameter::name,
                                            p -> p,
                                            (a, b) -> a,
                                            LinkedHashMap::new));
        }

        void csv(String text) {
            List<List<String>> lines = Csv.parse(text);
            if (lines.isEmpty()) {
                return;
            }
            List<String> header = lines.getFirst().stream().map(String::strip).toList();
            header.stream()
                    .filter(name -> !known.containsKey(name))
                    .forEach(name -> complain(text("jobs.rows.firstLineNames", name, takes())));
            for (int i = 1; i < lines.size(); i++) {
                List<String> line = lines.get(i);
                if (line.size() != header.size()) {
                    complain(text("jobs.rows.uneven", i, line.size(), header.size()));
                    continue;
                }
                Map<String, String> row = new LinkedHashMap<>();
                for (int column = 0; column < header.size(); column++) {
                    row.put(header.get(column), line.get(column));
                }
                add(row);
            }
        }

        void jsonLines(String text) {
            int number = 0;
            for (String line : text.lines().toList()) {
                number++;
                if (!line.isBlank()) {
                    object(number, line).ifPresent(this::add);
                }
            }
        }

        private Optional<Map<String, String>> object(int number, String line) {
            try {
                JsonNode node = JSON.readTree(line);
                if (!node.isObject()) {
                    complain(text("jobs.rows.noObject", number));
                    return Optional.empty();
                }
                Map<String, String> row = new LinkedHashMap<>();
                node.properties().forEach(f -> row.put(f.getKey(), f.getValue().asText()));
                row.keySet().stream()
                        .filter(name -> !known.containsKey(name))
                        .forEach(
                                name ->
                                        complain(
                                                text(
                                                        "jobs.rows.lineNames",
                                                        number,
                                                        name,
                                                        takes())));
                return Optional.of(row);
            } catch (JsonProcessingException e) {
                complain(text("jobs.rows.noJson", number));
                return Optional.empty();
            }
        }

        private void add(Map<String, String> row) {
            int number = rows.size() + 1;
            row.forEach(
                    (name, value) -> {
                        JobParameter parameter = known.get(name);
                        String fault =
                                parameter == null ? "" : JobFormModel.faultOf(parameter, value);
                        if (!fault.isEmpty()) {
                            complain(text("jobs.rows.fault", number, fault));
                        }
                    });
            rows.add(row);
        }

        private String takes() {
            return known.isEmpty()
                    ? text("jobs.rows.takesNothing")
                    : text("jobs.rows.takes", String.join(", ", known.keySet()));
        }

        private void complain(String fault) {
            if (faults.size() < MOST_FAULTS) {
                faults.add(fault);
            }
        }
    }
}

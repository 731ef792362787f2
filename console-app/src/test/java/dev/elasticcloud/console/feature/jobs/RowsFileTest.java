package dev.elasticcloud.console.feature.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.text.Csv;
import dev.elasticcloud.manager.model.spec.JobParameter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowsFileTest {

    private static final List<JobParameter> PARAMETERS =
            List.of(
                    new JobParameter.Whole("size", "", "500", 16, 2000),
                    new JobParameter.Choice("task", "", "pi", List.of("pi", "primes")));

    @Test
    void eachRowOfACsvFileIsAJob() {
        RowsFile file = RowsFile.read("r.csv", "task,size\r\npi,100\nprimes,2000\n", PARAMETERS);
        assertThat(file.isValid()).isTrue();
        assertThat(file.rows())
                .containsExactly(
                        Map.of("task", "pi", "size", "100"),
                        Map.of("task", "primes", "size", "2000"));
    }

    @Test
    void eachLineOfJsonIsAJob() {
        RowsFile file =
                RowsFile.read("r.jsonl", "{\"size\":100}\n\n{\"task\":\"pi\"}\n", PARAMETERS);
        assertThat(file.isValid()).isTrue();
        assertThat(file.rows()).containsExactly(Map.of("size", "100"), Map.of("task", "pi"));
    }

    @Test
    void faultsNameTheirRow() {
        RowsFile file = RowsFile.read("r.csv", "size,colour\n5,red\n100\n", PARAMETERS);
        assertThat(file.isValid()).isFalse();
        assertThat(file.faults())
                .containsExactly(
                        "The first line names 'colour', but this program takes size, task",
                        "Row 1: size must be a whole number from 16 to 2000, got '5'",
                        "Row 2 has 1 values, but the first line names 2");
        assertThat(RowsFile.read("r.jsonl", "{\"size\":\n", PARAMETERS).faults())
                .containsExactly("Line 1 is not JSON");
        assertThat(RowsFile.read("r.csv", "size\n", PARAMETERS).faults())
                .containsExactly("There is no row in r.csv");
    }

    @Test
    void moreRowsThanCanBeRunAreRefused() {
        String rows = "size\n" + "100\n".repeat(JobFormModel.MOST_AT_ONCE + 1);
        assertThat(RowsFile.read("r.csv", rows, PARAMETERS).faults().getFirst())
                .contains("at most 10,000");
    }

    @Test
    void csvKeepsQuotesCommasAndLineBreaksInValues() {
        List<String> hard = List.of("a \"quoted\" word", "one, two", "first\nsecond", "");
        assertThat(Csv.parse(Csv.line(hard))).containsExactly(hard);
    }
}

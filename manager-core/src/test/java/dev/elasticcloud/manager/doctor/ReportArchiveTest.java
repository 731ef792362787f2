package dev.elasticcloud.manager.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.Checkup;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportArchiveTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ada:hunter2@proxy:3128",
                "{\"HttpProxy\":\"http://ada:hunter2@proxy:3128\"}",
                "{\"identitytoken\": \"hunter2\"}",
                "{\"Password\":\"a \\\" hunter2\"}",
                "CLOUD_TOKEN=hunter2",
                "token=hunter2",
                "api-key: hunter2",
                "Authorization: Bearer hunter2",
                "-----BEGIN EC PRIVATE KEY-----\nhunter2\n-----END EC PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nhunter2"
            })
    void noSecretIsLeft(String text) {
        assertThat(Secrets.removed("before\n" + text + "\nafter")).doesNotContain("hunter2");
        assertThat(Secrets.removed("before\n" + text)).startsWith("before");
    }

    @Test
    void plainTextStaysAsItIs() {
        String text = "https://proxy:3128/x?a=b\n{\"Driver\": \"overlay2\", \"NCPU\": 2}";

        assertThat(Secrets.removed(text)).isEqualTo(text);
    }

    @Test
    void theArchiveHoldsFindingsAndWhatTheyWereMadeFrom() throws IOException {
        Path file = folder.resolve("report.zip");
        ReportArchive.write(
                file,
                new Checkup(
                        List.of(Finding.fault("Disk", "0 MB are free", "make room")),
                        Map.of("docker-info.json", "{\"secret\":\"hunter2\",\"NCPU\":2}")));

        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactly("docker-info.json", "findings.txt", "system.txt");
            assertThat(text(zip, "findings.txt")).contains("fault\tDisk\t0 MB are free\tmake room");
            assertThat(text(zip, "docker-info.json"))
                    .contains("\"NCPU\":2")
                    .doesNotContain("hunter");
            assertThat(text(zip, "system.txt")).contains("java.version=", "zone=");
            String path = System.getenv("PATH");
            assertThat(text(zip, "system.txt")).doesNotContain(path == null ? "?" : path);
        }
    }

    private static String text(ZipFile zip, String name) throws IOException {
        return new String(
                zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aReportThatCannotBeWrittenSaysWhy() {
        assertThatThrownBy(
                        () ->
                                ReportArchive.write(
                                        folder.resolve("none/report.zip"),
                                        new Checkup(List.of(), Map.of())))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("no such file or folder");
    }
}

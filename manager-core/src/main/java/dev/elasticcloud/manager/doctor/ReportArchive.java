package dev.elasticcloud.manager.doctor;

import dev.elasticcloud.manager.api.Checkup;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Finding;
import dev.elasticcloud.manager.files.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a checkup into a ZIP file that one can attach to a bug report: no text in it has a secret.
public final class ReportArchive {

    private ReportArchive() {}

    public static void write(Path file, Checkup checkup) {
        Map<String, String> files = new TreeMap<>(checkup.notes());
        files.put("findings.txt", findings(checkup));
        files.put("system.txt", system());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(Secrets.removed(each.getValue()).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, FileFailure.sentence(file, "be written", e), e);
        }
    }

    private static String findings(Checkup checkup) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : checkup.findings()) {
            text.append(finding.level().name().toLowerCase(Locale.ROOT))
                    .append('\t')
                    .append(finding.subject())
                    .append('\t')
                    .append(finding.text())
                    .append('\t')
                    .append(finding.cure())
                    .append('\n');
        }
        return text.toString();
    }

    /// The names of the environment's variables alone: their values may be secrets.
    private static String system() {
        StringBuilder text = new StringBuilder();
        for (String property :
                new String[] {
                    "java.version",
                    "java.vendor",
                    "java.vm.name",
                    "os.name",
                    "os.version",
                    "os.arch",
                    "file.encoding",
                    "native.encoding",
                    "java.io.tmpdir"
                }) {
            text.append(property).append('=').append(System.getProperty(property)).append('\n');
        }
        text.append("locale=").append(Locale.getDefault().toLanguageTag()).append('\n');
        text.append("zone=").append(TimeZone.getDefault().getID()).append('\n');
        text.append("processors=").append(Runtime.getRuntime().availableProcessors()).append('\n');
        text.append("variables=")
                .append(String.join(" ", new TreeMap<>(System.getenv()).keySet()))
                .append('\n');
        return text.toString();
    }
}

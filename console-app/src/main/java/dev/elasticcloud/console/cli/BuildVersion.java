package dev.elasticcloud.console.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/// The version of this program, as the build wrote it into `version.txt` from pom.xml. It is read
/// only on request, so that other commands do not pay for it.
final class BuildVersion implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        try (InputStream text = BuildVersion.class.getResourceAsStream("version.txt")) {
            if (text == null) {
                throw new IOException("This build has no version.txt: build it again");
            }
            String version = new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new String[] {"Elastic Cloud Console " + version};
        }
    }
}

package dev.elasticcloud.console.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.console.clouds.CloudFinder.Selection;
import dev.elasticcloud.manager.api.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudFinderTest {

    private static final Endpoint OFFICE =
            CloudFinder.endpoint("https://office:8080", "secret", "");
    private static final Endpoint HERE = CloudFinder.endpoint("http://127.0.0.1:8080", "mine", "");

    @TempDir Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<Path, Endpoint> running = new HashMap<>();

    private CloudFinder finder() {
        return new CloudFinder(
                environment, home, cloud -> Optional.ofNullable(running.get(cloud.data())));
    }

    private static Selection context(String name) {
        return new Selection("", "", "", name, "");
    }

    @Test
    void aGivenAddressComesFirst() {
        environment.put("CLOUD_URL", "http://elsewhere:1");
        environment.put("CLOUD_TOKEN", "from-outside");
        assertThat(finder().find(new Selection("http://given:2", "", "", "", "")))
                .isEqualTo(CloudFinder.endpoint("http://given:2", "from-outside", ""));
        assertThat(finder().find(new Selection("http://given:2", "given", "", "", "")).token())
                .isEqualTo("given");
        assertThat(finder().find(Selection.NONE))
                .isEqualTo(CloudFinder.endpoint("http://elsewhere:1", "from-outside", ""));
    }

    @Test
    void aSavedCloudIsFoundByItsNameAndTheCurrentOneWithoutAName() {
        finder().save(finder().saved().with("office", OFFICE));
        assertThat(finder().find(context("office"))).isEqualTo(OFFICE);
        assertThatThrownBy(() -> finder().find(context("ofice"))).hasMessageContaining("office");
        finder().save(finder().saved().using("office"));
        assertThat(finder().find(Selection.NONE)).isEqualTo(OFFICE);
        finder().save(finder().saved().without("office"));
        assertThat(finder().saved().current()).isEmpty();
    }

    @Test
    void aNameInTheEnvironmentComesBeforeTheCurrentSavedCloud() {
        running.put(finder().data(), HERE);
        finder().save(finder().saved().with("office", OFFICE).using("office"));
        environment.put("CLOUD_NAME", "ada");

        assertThat(finder().find(Selection.NONE)).isEqualTo(HERE);
        assertThat(finder().isLocal(Selection.NONE)).isTrue();
        assertThat(finder().find(context("office"))).isEqualTo(OFFICE);
    }

    @Test
    void aNamedDataFolderComesBeforeAnAddressInTheEnvironment() {
        Path other = home.resolve("other");
        running.put(other, HERE);
        environment.put("CLOUD_URL", "http://elsewhere:1");
        Selection named = new Selection("", "", "", "", other.toString());

        assertThat(finder().find(named)).isEqualTo(HERE);
        assertThat(finder().isLocal(named)).isTrue();
    }

    @Test
    void aNamedDataFolderComesBeforeASavedCloudInTheEnvironment() {
        Path other = home.resolve("other");
        running.put(other, HERE);
        finder().save(finder().saved().with("office", OFFICE));
        environment.put("CLOUD_CONTEXT", "office");

        assertThat(finder().find(new Selection("", "", "", "", other.toString()))).isEqualTo(HERE);
    }

    @Test
    void theCloudOnThisMachineIsFoundByItsEndpointFile() {
        assertThatThrownBy(() -> finder().find(Selection.NONE)).hasMessageContaining("cloud serve");
        running.put(finder().data(), HERE);
        assertThat(finder().find(Selection.NONE)).isEqualTo(HERE);
        finder().save(finder().saved().with("office", OFFICE).using("office"));
        assertThat(finder().find(context(Selection.LOCAL))).isEqualTo(HERE);
        Path other = home.resolve("other");
        running.put(other, OFFICE);
        assertThat(finder().find(new Selection("", "", "", "", other.toString())))
                .isEqualTo(OFFICE);
    }

    @Test
    void onlyTheirOwnerCanReadSecrets() throws IOException {
        finder().save(finder().saved().with("office", OFFICE));
        Path file = finder().savedFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> finder().saved()).hasMessageContaining("chmod 600");
        assertThat(OFFICE.toString()).doesNotContain("secret");
    }

    @Test
    void aBrokenFileIsReportedAndNotOverwritten() throws IOException {
        finder().save(finder().saved().with("office", OFFICE));
        Files.writeString(finder().savedFile(), "{ broken");
        assertThatThrownBy(() -> finder().saved()).hasMessageContaining("clouds.json");
        assertThat(finder().savedFile()).hasContent("{ broken");
    }
}

package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.model.PodName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodUploadTest {

    private static final String DECLARATION =
            "name: own\nlimits: { cpus: 0.5, memory: 100MB }\njob: {}\n";
    private static final PodName OWN = PodName.of("own");

    @TempDir Path data;
    private Edges edge;

    @BeforeEach
    void serve() {
        edge = new Edges(data);
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void anUploadedFolderBecomesAPodAndCanBeUploadedAgain() throws IOException {
        Client.Reply sent = send(tar("own/pod.yaml", "own/Dockerfile"));
        assertThat(sent.status()).as(sent.text()).isEqualTo(201);
        edge.cloud().await(s -> s.pod(OWN).isPresent(), Duration.ofSeconds(20));
        assertThat(data.resolve("test-pods/own/Dockerfile")).exists();

        assertThat(send(tar("./pod.yaml", "./Dockerfile")).status()).isEqualTo(201);
        assertThat(data.resolve("test-pods")).isDirectoryContaining(p -> p.endsWith("own"));
        assertThat(Files.list(data.resolve("test-pods"))).hasSize(1);
    }

    @Test
    void aRemoteManagerTakesAFolderLikeALocalOne(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("pod.yaml"), DECLARATION);
        Files.writeString(folder.resolve("Dockerfile"), "FROM debian:trixie-slim\n");
        try (RemoteCloud remote =
                Managers.connect(new Endpoint(edge.url(), edge.owner().token()))) {
            remote.await(remote.addPod(folder), Duration.ofSeconds(20));

            remote.await(s -> s.pod(OWN).isPresent(), Duration.ofSeconds(20));
        }
    }

    @Test
    void aDeclarationIsReadAsYamlAndItsMistakesNameTheUploadedFile() throws IOException {
        for (String name : List.of("{name: own, ", "{\"name\": own, ", "{ 'name' : \"own\", ")) {
            String declared = name + "limits: { cpus: 0.5, memory: 100MB }, job: {}}";
            assertThat(send(declaring(declared, "pod.yaml", "Dockerfile")).status()).isEqualTo(201);
        }
        Client.Reply wrong =
                send(declaring(DECLARATION + "slots: 010\n", "own/pod.yaml", "own/Dockerfile"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text())
                .contains("\"pod.yaml: slots is '010'")
                .doesNotContain(data.toString());
    }

    @Test
    void noUploadWritesOutsideItsFolder() throws IOException {
        for (String name :
                new String[] {
                    "../evil", "/etc/evil", "own/../../evil", "a\\b", "own//x", "own/a\nb"
                }) {
            assertRefused(tar("own/pod.yaml", "own/Dockerfile", name), name);
        }
        for (byte kind :
                new byte[] {
                    TarConstants.LF_SYMLINK,
                    TarConstants.LF_LINK,
                    TarConstants.LF_CHR,
                    TarConstants.LF_BLK,
                    TarConstants.LF_FIFO
                }) {
            assertRefused(withEntry(kind), "kind " + (char) kind);
        }
        assertThat(data.resolve("evil")).doesNotExist();
        assertThat(edge.cloud().snapshot().pods()).doesNotContainKey(OWN);
    }

    @Test
    void anArchiveThatIsNoPodIsRefused() throws IOException {
        assertRefused(new byte[] {1, 2, 3}, "no tar");
        assertRefused(tar("own/Dockerfile"), "no pod.yaml");
        assertRefused(tar("own/pod.yaml"), "no Dockerfile");
        assertRefused(tar("own/pod.yaml", "own/Dockerfile", "own/Dockerfile"), "twice");
        String[] many = new String[10_100];
        for (int i = 0; i < many.length; i++) {
            many[i] = "own/f" + i;
        }
        assertRefused(tar(many), "many");
    }

    @Test
    void aFolderWithTheMostFilesOfABuildIsAccepted() throws IOException {
        String[] names = new String[9_000];
        names[0] = "own/pod.yaml";
        names[1] = "own/Dockerfile";
        for (int i = 2; i < names.length; i++) {
            names[i] = "own/f" + i;
        }
        Client.Reply reply = send(tar(names));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    private void assertRefused(byte[] archive, String what) {
        Client.Reply reply = send(archive);
        assertThat(reply.status()).as("%s: %s", what, reply.text()).isEqualTo(400);
        assertThat(data.resolve("test-pods/own")).as(what).doesNotExist();
    }

    private Client.Reply send(byte[] archive) {
        return edge.owner()
                .raw(
                        "POST",
                        "/v1/pods",
                        RequestBody.create(archive, MediaType.get("application/x-tar")));
    }

    private static byte[] tar(String... names) throws IOException {
        return declaring(DECLARATION, names);
    }

    private static byte[] declaring(String declaration, String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (String name : names) {
                String text = name.endsWith("pod.yaml") ? declaration : "FROM debian:trixie-slim\n";
                byte[] content = text.getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(name, true);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] withEntry(byte kind) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("own/evil", kind);
            entry.setLinkName("/etc/passwd");
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}

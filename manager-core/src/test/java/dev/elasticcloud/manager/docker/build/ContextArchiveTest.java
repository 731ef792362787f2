package dev.elasticcloud.manager.docker.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.spi.Awaiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What of a folder reaches the builder.
class ContextArchiveTest {

    @TempDir private Path folder;

    @Test
    void filesFoldersAndLinksArriveAsTheyAre() throws IOException {
        String decomposed = Normalizer.normalize("é", Normalizer.Form.NFD);
        file("Dockerfile", "FROM scratch\n");
        file("a b/x & y[1] " + decomposed + ".txt", "names");
        file("run.sh", "#!/bin/sh\n").toFile().setExecutable(true);
        file("back\\slash", "one file");
        file("deep/" + "long".repeat(30) + "/" + "name".repeat(30), "longer than 100 characters");
        Files.createDirectories(folder.resolve("empty/within"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a b"));
        Files.createSymbolicLink(folder.resolve("file-link"), Path.of("run.sh"));

        assertThat(packed())
                .containsOnlyKeys(
                        "Dockerfile",
                        "a b/",
                        "a b/x & y[1] " + decomposed + ".txt",
                        "back\\slash",
                        "deep/",
                        "deep/" + "long".repeat(30) + "/",
                        "deep/" + "long".repeat(30) + "/" + "name".repeat(30),
                        "empty/",
                        "empty/within/",
                        "file-link",
                        "link",
                        "run.sh")
                .containsEntry("Dockerfile", "644 root FROM scratch\n")
                .containsEntry("a b/", "755 root ")
                .containsEntry("run.sh", "755 root #!/bin/sh\n")
                .containsEntry("link", "777 root -> a b")
                .containsEntry("file-link", "777 root -> run.sh");
    }

    @Test
    void theFirstEntryHasNoExtendedHeaderByWhichBuildKitWouldNotKnowTheArchive()
            throws IOException {
        file("Dockerfile", "FROM scratch\n");
        file("à", "comes first");
        try (ContextArchive archive = ContextArchive.of(folder)) {
            byte[] first = archive.readNBytes(512);
            assertThat((char) first[156]).isEqualTo('5');
            assertThat(new String(first, 0, 100, StandardCharsets.UTF_8).trim()).isEqualTo("./");
        }
    }

    @Test
    void dockerignoreIsFollowedAsByTheDockerCommand() throws IOException {
        file(
                ".dockerignore",
                """
                # a comment
                **/*.pyc
                !keep/*.pyc
                  /secret.txt\s\s
                ./cache/
                docs
                !docs/a?.md
                logs/*/old
                """);
        file("Dockerfile", "FROM scratch\n");
        file("secret.txt", "");
        file("sub/secret.txt", "");
        file("sub/deep/x.pyc", "");
        file("keep/x.pyc", "");
        file("cache/in/x", "");
        file("docs/b.md", "");
        file("docs/a1.md", "");
        file("logs/one/old/x", "");
        file("logs/old", "");

        assertThat(packed())
                .containsOnlyKeys(
                        ".dockerignore",
                        "Dockerfile",
                        "docs/",
                        "docs/a1.md",
                        "keep/",
                        "keep/x.pyc",
                        "logs/",
                        "logs/old",
                        "logs/one/",
                        "sub/",
                        "sub/deep/",
                        "sub/secret.txt");
    }

    @Test
    void theDockerfileIsReadEvenWhenItIsIgnored() throws IOException {
        file(".dockerignore", "\uFEFF*\r\n!app.py\r\n");
        file("Dockerfile", "FROM scratch\n");
        file("app.py", "pass\n");
        file("other/x", "");

        assertThat(packed()).containsOnlyKeys("Dockerfile", "app.py");
    }

    @Test
    void anIgnoreFileOfTheDockerfileTakesThePlaceOfTheOther() throws IOException {
        file(".dockerignore", "a\n");
        file("Dockerfile.dockerignore", "b\n");
        file("Dockerfile", "FROM scratch\n");
        file("a", "");
        file("b", "");

        assertThat(packed()).containsKey("a").doesNotContainKey("b");
    }

    @Test
    void aPatternThatCannotBeReadIsNamedWithItsLine() throws IOException {
        file("Dockerfile", "FROM scratch\n");
        file(".dockerignore", "fine\n[a\n");

        assertThatThrownBy(this::packed)
                .hasMessageContaining(folder.resolve(".dockerignore") + ", line 2")
                .hasMessageContaining("'[a'");
    }

    @Test
    void aFolderThatIsGoneEndsTheArchiveWithItsReason() throws IOException {
        try (ContextArchive archive = ContextArchive.of(folder.resolve("gone"))) {
            assertThatThrownBy(archive::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("gone cannot be packed for its image: there is no such");
            assertThat(archive.failure()).isNotNull();
        }
    }

    @Test
    void anArchiveThatIsNotReadToItsEndIsNoFailureOfTheFolder() throws Exception {
        file("Dockerfile", "FROM scratch\n");
        file("large", "x".repeat(1_000_000));
        ContextArchive archive = ContextArchive.of(folder);
        assertThat(archive.readNBytes(1000)).hasSize(1000);
        archive.close();
        Awaiting.until("the packing has ended", archive::ended);
        assertThat(archive.failure()).isNull();
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /// Each entry with its mode, its owner and its content.
    private SortedMap<String, String> packed() throws IOException {
        SortedMap<String, String> entries = new TreeMap<>();
        try (ContextArchive archive = ContextArchive.of(folder);
                TarArchiveInputStream tar = new TarArchiveInputStream(archive, "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                String content =
                        entry.isSymbolicLink()
                                ? "-> " + entry.getLinkName()
                                : new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                entries.put(
                        entry.getName(),
                        "%s %s %s"
                                .formatted(
                                        Integer.toOctalString(entry.getMode() & 0777),
                                        entry.getUserName(),
                                        content));
            }
        }
        assertThat(entries.remove("./")).isEqualTo("755 root ");
        return entries;
    }
}

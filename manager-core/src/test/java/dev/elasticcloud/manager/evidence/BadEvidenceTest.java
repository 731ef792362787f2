package dev.elasticcloud.manager.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.Clouds;
import dev.elasticcloud.manager.EvidenceFiles;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.record.EvidenceQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are no evidence, keys that are no keys, and ranges without records.
class BadEvidenceTest {

    @TempDir Path folder;

    private final HostedCloud cloud = Clouds.simulated();
    private Path evidence;

    @BeforeEach
    void collect() {
        evidence = folder.resolve("evidence.zip");
        EvidenceFiles.save(cloud, before(3600), before(-60), Optional.empty(), evidence);
    }

    @AfterEach
    void closeCloud() {
        cloud.close();
    }

    private Instant before(long seconds) {
        return cloud.snapshot().at().minusSeconds(seconds);
    }

    private void assertRefused(ErrorCode code, String says, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(says);
    }

    private void assertRefused(String says, Path file) {
        assertRefused(ErrorCode.INVALID, says, () -> EvidenceFiles.verify(file, Optional.empty()));
    }

    @Test
    void evidenceOfAnIdleCloudIsVerified() {
        assertThat(EvidenceFiles.verify(evidence, Optional.empty()).holds()).isTrue();
    }

    @Test
    void filesThatAreNoEvidenceAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.zip"), "this is not a ZIP file");
        assertRefused("it is no ZIP file", text);

        byte[] whole = Files.readAllBytes(evidence);
        Path cut = folder.resolve("cut.zip");
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        assertRefused("a part of it is missing", cut);

        Archive missing = Archive.read(evidence);
        missing.files().remove(Manifest.CHAIN);
        assertRefused("chain.jsonl is missing", missing.write(folder.resolve("missing.zip")));

        Archive more = Archive.read(evidence);
        more.files().put("../more.txt", new byte[1]);
        assertRefused("'../more.txt' is not one of its files", more.write(folder.resolve("m.zip")));

        assertRefused(
                ErrorCode.NOT_FOUND,
                "there is no such file",
                () -> EvidenceFiles.verify(folder.resolve("none.zip"), Optional.empty()));
    }

    /// 20 MB of zeros are packed into 20 KB.
    @Test
    void whatUnpacksToMoreThanTheBoundsIsRefused() throws IOException {
        Archive line = Archive.read(evidence);
        line.files().put(Manifest.EVENTS, new byte[20_000_000]);
        assertRefused("has a line of more than", line.write(folder.resolve("line.zip")));

        Archive manifest = Archive.read(evidence);
        manifest.files().put(Manifest.NAME, new byte[20_000_000]);
        assertRefused("manifest.json has more than", manifest.write(folder.resolve("m.zip")));

        Archive many = Archive.read(evidence);
        for (int i = 0; i < 120; i++) {
            many.files().put(Manifest.PICTURES + i + ".png", new byte[1]);
        }
        assertRefused("more than 100 files", many.write(folder.resolve("many.zip")));
    }

    @Test
    void aPictureThatTheManifestDoesNotListIsNamed() throws IOException {
        Archive archive = Archive.read(evidence);
        archive.files().put(Manifest.PICTURES + "added.png", new byte[1]);

        assertThat(
                        EvidenceFiles.verify(
                                        archive.write(folder.resolve("added.zip")),
                                        Optional.empty())
                                .parts()
                                .getFirst()
                                .text())
                .contains("pictures/added.png: the manifest does not list it");
    }

    @Test
    void whatIsNoKeyIsRefused() throws IOException {
        Path key = Files.writeString(folder.resolve("key.pem"), "no key");
        assertRefused(
                ErrorCode.INVALID,
                "'cloud evidence key' prints",
                () -> EvidenceFiles.verify(evidence, Optional.of(key)));
        assertRefused(
                ErrorCode.NOT_FOUND,
                "there is no such file",
                () -> EvidenceFiles.verify(evidence, Optional.of(folder.resolve("none"))));
    }

    @Test
    void emptyRangesAreRefused() {
        assertThatThrownBy(() -> new EvidenceQuery(before(0), before(10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its end must be after its beginning");
        assertRefused(
                ErrorCode.NOT_FOUND,
                "Nothing was recorded",
                () ->
                        EvidenceFiles.save(
                                cloud,
                                before(100_000),
                                before(90_000),
                                Optional.empty(),
                                folder.resolve("empty.zip")));
        assertThat(folder.resolve("empty.zip")).doesNotExist();
    }

    @Test
    void onlyPngFilesOfAFittingNumberAreAdded() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        assertRefused(ErrorCode.INVALID, "has no PNG files", () -> Pictures.in(pictures));
        Files.writeString(pictures.resolve("a.png"), "not a picture");
        assertRefused(ErrorCode.INVALID, "is not a PNG file", () -> Pictures.in(pictures));
        List<EvidenceQuery.Picture> many =
                IntStream.range(0, 41)
                        .mapToObj(i -> new EvidenceQuery.Picture(i + ".png", 1, "0".repeat(64)))
                        .toList();
        assertThatThrownBy(() -> new EvidenceQuery(before(9), before(0), many))
                .hasMessageContaining("at most 40 pictures");
        assertThatThrownBy(() -> new EvidenceQuery.Picture("../a.png", 1, "0".repeat(64)))
                .hasMessageContaining("is not a picture's name");
    }

    @Test
    void theKeyIsMadeOnceAndOnlyItsOwnerCanReadIt() throws IOException {
        Path data = folder.resolve("data");
        String made = SigningKey.in(data, "test").publicPem();
        Path file = data.resolve("test-evidence.key");

        assertThat(SigningKey.in(data, "test").publicPem()).isEqualTo(made);
        assertThat(SigningKey.in(data, "other").publicPem()).isNotEqualTo(made);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            assertRefused(
                    ErrorCode.FORBIDDEN,
                    "chmod 600",
                    () -> SigningKey.in(data, "test").publicPem());
        }
        assertThat(Files.readString(file, StandardCharsets.US_ASCII)).contains("PRIVATE KEY");
    }
}

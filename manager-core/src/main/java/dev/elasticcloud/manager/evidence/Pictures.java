package dev.elasticcloud.manager.evidence;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.model.record.EvidenceQuery;
import dev.elasticcloud.manager.spi.HashChain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The pictures that the caller adds to evidence. The manager signs their hashes; the files
/// themselves are put into the archive where they are.
public final class Pictures {

    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");

    private final Path folder;
    private final List<EvidenceQuery.Picture> listed;

    private Pictures(Path folder, List<EvidenceQuery.Picture> listed) {
        this.folder = folder;
        this.listed = List.copyOf(listed);
    }

    /// The PNG files of a folder, by name.
    ///
    /// @throws CloudException when there is none, or one is not a PNG file or too large
    public static Pictures in(Path folder) {
        List<EvidenceQuery.Picture> listed = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pictures =
                    files.filter(file -> file.getFileName().toString().endsWith(".png"))
                            .sorted()
                            .toList();
            for (Path picture : pictures) {
                listed.add(listed(picture));
            }
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.INVALID, FileFailure.sentence(folder, "be read", e), e);
        }
        if (listed.isEmpty()) {
            throw new CloudException(ErrorCode.INVALID, "%s has no PNG files".formatted(folder));
        }
        return new Pictures(folder, listed);
    }

    private static EvidenceQuery.Picture listed(Path picture) throws IOException {
        long bytes = Files.size(picture);
        // Refuses a name or a size before the file is read.
        String name = picture.getFileName().toString();
        EvidenceQuery.Picture unread = new EvidenceQuery.Picture(name, bytes, HashChain.START);
        byte[] content = Files.readAllBytes(picture);
        if (content.length < PNG.length
                || !Arrays.equals(content, 0, PNG.length, PNG, 0, PNG.length)) {
            throw new CloudException(ErrorCode.INVALID, "%s is not a PNG file".formatted(picture));
        }
        return new EvidenceQuery.Picture(unread.name(), content.length, HashChain.of(content));
    }

    public List<EvidenceQuery.Picture> listed() {
        return listed;
    }

    /// Adds the files to an archive whose manifest lists them.
    public void addTo(Path archive) {
        Path fresh = archive.resolveSibling(archive.getFileName() + ".part");
        try {
            try (ZipFile before = new ZipFile(archive.toFile());
                    ArchiveWriter after = new ArchiveWriter(Files.newOutputStream(fresh))) {
                for (ZipEntry entry : Collections.list(before.entries())) {
                    after.begin(entry.getName());
                    try (InputStream in = before.getInputStream(entry)) {
                        in.transferTo(after.entry());
                    }
                    after.end();
                }
                for (EvidenceQuery.Picture picture : listed) {
                    after.begin(Manifest.PICTURES + picture.name());
                    byte[] content = Files.readAllBytes(folder.resolve(picture.name()));
                    if (!HashChain.of(content).equals(picture.sha256())) {
                        throw new CloudException(
                                ErrorCode.CONFLICT,
                                "The picture %s was changed meanwhile: ask again"
                                        .formatted(picture.name()));
                    }
                    after.entry().write(content);
                    after.end();
                }
            }
            Files.move(fresh, archive, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, FileFailure.sentence(archive, "be written", e), e);
        } finally {
            fresh.toFile().delete();
        }
    }
}

package dev.elasticcloud.manager.evidence;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.spi.HashChain;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Reads an archive of evidence that may come from anyone: nothing in it makes this read more than
/// fixed bounds, whatever sizes it declares.
final class ArchiveReader implements AutoCloseable {

    /// Unpacked, all files together.
    private static final long MOST_BYTES = 2L * 1024 * 1024 * 1024;

    private static final int MOST_FILES = 100;
    private static final int MOST_SMALL = 4 * 1024 * 1024;
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_LINE = 8 * 1024 * 1024;

    private static final Set<String> REQUIRED =
            Set.of(
                    Manifest.NAME,
                    Manifest.SIGNATURE,
                    Manifest.KEY,
                    Manifest.CHAIN,
                    Manifest.SETTINGS,
                    Manifest.EVENTS,
                    Manifest.HISTORY);

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();
    private long left = MOST_BYTES;

    private ArchiveReader(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /// @throws CloudException with [ErrorCode#INVALID] when the file is not evidence at all
    static ArchiveReader open(Path file) {
        try {
            ArchiveReader reader = new ArchiveReader(file, new ZipFile(file.toFile()));
            try {
                reader.list();
                return reader;
            } catch (CloudException e) {
                try (reader) {
                    throw e;
                }
            }
        } catch (ZipException e) {
            throw notEvidence(file, "it is no ZIP file, or a part of it is missing");
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.NOT_FOUND, FileFailure.sentence(file, "be read", e), e);
        }
    }

    private static CloudException notEvidence(Path file, String why) {
        return new CloudException(
                ErrorCode.INVALID, "%s is not a cloud's evidence: %s".formatted(file, why));
    }

    private void list() {
        if (zip.size() > MOST_FILES) {
            throw notEvidence(file, "it has more than %d files".formatted(MOST_FILES));
        }
        zip.stream()
                .forEach(
                        entry -> {
                            boolean known =
                                    REQUIRED.contains(entry.getName())
                                            || entry.getName().startsWith(Manifest.PICTURES);
                            if (!known || entries.put(entry.getName(), entry) != null) {
                                throw notEvidence(
                                        file,
                                        "'%s' is not one of its files, or is in it twice"
                                                .formatted(
                                                        entry.getName()
                                                                .replaceAll("\\p{Cntrl}", "?")));
                            }
                        });
        for (String name : REQUIRED) {
            if (!entries.containsKey(name)) {
                throw notEvidence(file, name + " is missing");
            }
        }
    }

    Set<String> names() {
        return entries.keySet();
    }

    /// A small file as a whole.
    byte[] small(String name) {
        try (InputStream in = stream(name)) {
            byte[] bytes = in.readNBytes(MOST_SMALL + 1);
            if (bytes.length > MOST_SMALL) {
                throw notEvidence(file, "%s has more than %d bytes".formatted(name, MOST_SMALL));
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /// What a file is, as the manifest describes it.
    Manifest.File measured(String name) {
        MessageDigest digest = HashChain.sha256();
        try (InputStream in = new DigestInputStream(stream(name), digest)) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            return new Manifest.File(name, bytes, 0, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /// Receives the lines of a file, without their ends.
    @FunctionalInterface
    interface LineReader {
        void accept(long number, byte[] line);
    }

    /// Reads the lines of a file. Returns what the file is.
    Manifest.File lines(String name, LineReader reader) {
        MessageDigest digest = HashChain.sha256();
        long number = 0;
        long bytes = 0;
        byte[] buffer = new byte[BUFFER];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new DigestInputStream(stream(name), digest)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                int from = 0;
                for (int at = 0; at < read; at++) {
                    if (buffer[at] == '\n') {
                        line.write(buffer, from, at - from);
                        reader.accept(++number, line.toByteArray());
                        line.reset();
                        from = at + 1;
                    }
                }
                line.write(buffer, from, read - from);
                if (line.size() > LONGEST_LINE) {
                    throw notEvidence(
                            file,
                            "%s has a line of more than %d bytes".formatted(name, LONGEST_LINE));
                }
            }
            if (line.size() > 0) {
                reader.accept(++number, line.toByteArray());
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        return new Manifest.File(name, bytes, number, HexFormat.of().formatHex(digest.digest()));
    }

    private CloudException unreadable(String name, IOException e) {
        return notEvidence(file, "%s cannot be unpacked: %s".formatted(name, e.getMessage()));
    }

    private InputStream stream(String name) throws IOException {
        return new Bounded(zip.getInputStream(entries.get(name)));
    }

    /// Counts what is unpacked from all files.
    private final class Bounded extends FilterInputStream {

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw notEvidence(
                        file, "unpacked, it has more than %d bytes".formatted(MOST_BYTES));
            }
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, FileFailure.sentence(file, "be closed", e), e);
        }
    }
}

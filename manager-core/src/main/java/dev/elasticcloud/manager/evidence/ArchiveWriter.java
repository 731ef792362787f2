package dev.elasticcloud.manager.evidence;

import dev.elasticcloud.manager.spi.HashChain;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes the files of an archive one after another and notes their hashes. The same content gives
/// the same bytes: every entry has the same date.
final class ArchiveWriter implements AutoCloseable {

    /// The earliest date that a ZIP file can hold.
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final List<Manifest.File> files = new ArrayList<>();

    ArchiveWriter(OutputStream out) {
        this.zip = new ZipOutputStream(out);
    }

    /// Writes the lines of a file.
    @FunctionalInterface
    interface Content {
        void writeTo(Lines lines) throws IOException;
    }

    /// Adds records to a file, each with its hash.
    static final class Lines {
        private final OutputStream out;
        private String hash;
        private long bytes;
        private long records;

        private Lines(OutputStream out, String anchor) {
            this.out = out;
            this.hash = anchor;
        }

        void add(byte[] record) throws IOException {
            hash = HashChain.next(hash, record);
            byte[] line = new ChainLine(hash, record).bytes();
            out.write(line);
            bytes += line.length;
            records++;
        }

        /// The hash of the last record.
        String head() {
            return hash;
        }
    }

    /// Writes a file of records and notes it for the manifest.
    ///
    /// @param anchor the hash before the first record
    void lines(String name, String anchor, Content content) throws IOException {
        MessageDigest digest = HashChain.sha256();
        begin(name);
        Lines lines = new Lines(new DigestOutputStream(zip, digest), anchor);
        content.writeTo(lines);
        zip.closeEntry();
        files.add(
                new Manifest.File(
                        name,
                        lines.bytes,
                        lines.records,
                        HexFormat.of().formatHex(digest.digest())));
    }

    /// Writes a file that the manifest does not list.
    void file(String name, byte[] bytes) throws IOException {
        begin(name);
        zip.write(bytes);
        zip.closeEntry();
    }

    void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(DATE);
        zip.putNextEntry(entry);
    }

    /// The entry that was begun.
    OutputStream entry() {
        return zip;
    }

    void end() throws IOException {
        zip.closeEntry();
    }

    /// The files written so far.
    List<Manifest.File> files() {
        return List.copyOf(files);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

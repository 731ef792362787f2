package dev.elasticcloud.manager.docker.build;

import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.spi.PortException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/// The content of a folder as the archive that an image is built from, packed while it is read.
final class ContextArchive extends InputStream {

    private static final int BUFFER = 64 * 1024;

    private final Path folder;
    private final PipedInputStream packed = new PipedInputStream(BUFFER);
    private final Thread packing;
    private volatile boolean closed;
    private volatile @Nullable PortException failure;

    private ContextArchive(Path folder, PipedOutputStream pipe) throws IOException {
        this.folder = folder;
        packed.connect(pipe);
        packing = Thread.ofVirtual().name("build-context").unstarted(() -> pack(pipe));
    }

    static ContextArchive of(Path folder) {
        try {
            ContextArchive archive = new ContextArchive(folder, new PipedOutputStream());
            archive.packing.start();
            return archive;
        } catch (IOException e) {
            throw new AssertionError("A new pipe is not connected", e);
        }
    }

    /// Whether nothing more is packed.
    boolean ended() {
        return !packing.isAlive();
    }

    /// What could not be read while the folder was packed.
    @Nullable PortException failure() {
        return failure;
    }

    private void pack(PipedOutputStream pipe) {
        try (pipe;
                var tar =
                        new TarArchiveOutputStream(
                                new BufferedOutputStream(pipe, BUFFER), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            try {
                new ContextFiles(folder, tar).pack();
                tar.finish();
            } catch (PortException e) {
                failure = e;
            } catch (IOException e) {
                failure = closed ? null : unreadable(e);
            } catch (RuntimeException e) {
                failure = PortException.refused(folder + " cannot be packed: " + e, e);
            }
        } catch (IOException e) {
            // the reader has gone, or the archive that failed above cannot be finished
        }
    }

    private PortException unreadable(IOException e) {
        Path place =
                e instanceof FileSystemException at && at.getFile() != null
                        ? Path.of(at.getFile())
                        : folder;
        return PortException.refused(FileFailure.sentence(place, "be packed for its image", e), e);
    }

    @Override
    public int read() throws IOException {
        return whole(packed.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return whole(packed.read(bytes, offset, length));
    }

    /// An archive that ends early must not look like a whole one.
    private int whole(int read) throws IOException {
        PortException broken = failure;
        if (broken != null) {
            throw new IOException(broken.getMessage(), broken);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        packed.close();
    }
}

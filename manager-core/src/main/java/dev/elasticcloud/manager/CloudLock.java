package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.files.FileFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One cloud has one manager: holds a lock beside the cloud's store for as long as the manager
/// lives. The operating system releases it when the process ends, however it ends.
final class CloudLock implements AutoCloseable {

    private static final int LONGEST = 300;

    private final FileChannel channel;

    private CloudLock(FileChannel channel) {
        this.channel = channel;
    }

    /// @throws CloudException with [ErrorCode#CONFLICT] when another manager holds it
    static CloudLock take(Path data, String cloud, InstantSource clock) {
        Path file = data.resolve(cloud + ".lock");
        try {
            Files.createDirectories(data);
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                try (channel) {
                    throw new CloudException(
                            ErrorCode.CONFLICT,
                            "Cloud '%s' has a manager already, %s: use that one, end it, or choose another cloud name"
                                    .formatted(cloud, read(channel)));
                }
            }
            write(channel, clock.instant());
            return new CloudLock(channel);
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    FileFailure.sentence(file, "be locked", e)
                            + ". Choose another data folder with --data",
                    e);
        }
    }

    /// The lock of a cloud in a folder where another manager may be; empty when one holds it, or
    /// when that cannot be told.
    static Optional<AutoCloseable> ifFree(Path data, String cloud, InstantSource clock) {
        try {
            return Optional.of(take(data, cloud, clock));
        } catch (CloudException e) {
            return Optional.empty();
        }
    }

    /// As [#ifFree], but leaves the folder as it is: no file is created or written.
    static Optional<AutoCloseable> ifUnheld(Path data, String cloud) {
        Path file = data.resolve(cloud + ".lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return lock(channel) == null ? Optional.empty() : Optional.of(() -> {});
        } catch (NoSuchFileException e) {
            return Optional.of(() -> {});
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST);
        channel.read(text, 0);
        String holder =
                new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
        return holder.isEmpty() ? "which has just started" : holder;
    }

    private static void write(FileChannel channel, Instant now) throws IOException {
        String holder =
                "process %d on %s since %s%n"
                        .formatted(
                                ProcessHandle.current().pid(),
                                host(),
                                now.truncatedTo(ChronoUnit.SECONDS));
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this host";
        }
    }

    @Override
    public void close() {
        try (channel) {
            channel.truncate(0);
        } catch (IOException e) {
            // The next holder rewrites the rest of the file; the lock itself goes with the
            // channel.
        }
    }
}

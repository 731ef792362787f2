package dev.elasticcloud.console.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Reads and writes files of the user's own computer in the background, with results on the UI
/// thread.
public final class LocalFiles {

    private final CloudConnection connection;

    public LocalFiles(CloudConnection connection) {
        this.connection = connection;
    }

    /// Reads a whole file.
    ///
    /// @param mostBytes a larger file is refused
    public void read(
            Path file, long mostBytes, Consumer<byte[]> answered, Consumer<String> refused) {
        connection.run(
                cloud -> {
                    try {
                        long size = Files.size(file);
                        if (size > mostBytes) {
                            tell(
                                    refused,
                                    "%s has %,d bytes: at most %,d are accepted"
                                            .formatted(file.getFileName(), size, mostBytes));
                            return;
                        }
                        byte[] content = Files.readAllBytes(file);
                        connection.ui().run(() -> answered.accept(content));
                    } catch (IOException e) {
                        tell(refused, "Cannot read " + file.getFileName() + ": " + e.getMessage());
                    }
                });
    }

    /// Writes a whole file, replacing an existing one.
    public void write(Path file, byte[] content, Runnable written, Consumer<String> refused) {
        connection.run(
                cloud -> {
                    try {
                        Files.write(file, content);
                        connection.ui().run(written);
                    } catch (IOException e) {
                        tell(refused, "Cannot write " + file + ": " + e.getMessage());
                    }
                });
    }

    private void tell(Consumer<String> refused, String why) {
        connection.ui().run(() -> refused.accept(why));
    }
}

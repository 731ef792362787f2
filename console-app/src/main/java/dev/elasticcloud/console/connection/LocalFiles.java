package dev.elasticcloud.console.connection;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.manager.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
                                    text(
                                            "connection.fileTooLarge",
                                            file.getFileName(),
                                            Numbers.thousands(size),
                                            Numbers.thousands(mostBytes)));
                            return;
                        }
                        byte[] content = Files.readAllBytes(file);
                        connection.ui().run(() -> answered.accept(content));
                    } catch (IOException e) {
                        tell(refused, FileFailure.sentence(file, "be read", e));
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
                        tell(refused, FileFailure.sentence(file, "be written", e));
                    }
                });
    }

    /// Appends to a file, for a caller who is in the background already.
    ///
    /// @param fresh whether the file begins with this text, replacing an existing one
    /// @return why it could not be written; empty when it was
    public static String append(Path file, CharSequence text, boolean fresh) {
        try {
            if (fresh) {
                Files.writeString(file, text);
            } else {
                Files.writeString(file, text, StandardOpenOption.APPEND);
            }
            return "";
        } catch (IOException e) {
            return FileFailure.sentence(file, "be written", e);
        }
    }

    private void tell(Consumer<String> refused, String why) {
        connection.ui().run(() -> refused.accept(why));
    }
}

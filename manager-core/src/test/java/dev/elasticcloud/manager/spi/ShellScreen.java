package dev.elasticcloud.manager.spi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// What a shell has printed so far, for tests.
public final class ShellScreen implements Consumer<byte[]> {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Override
    public synchronized void accept(byte[] bytes) {
        printed.writeBytes(bytes);
    }

    public synchronized String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /// Waits until it shows this text.
    public void await(String text) {
        Awaiting.until("the shell prints " + text, () -> text().contains(text));
    }

    /// Waits until it shows this text twice: as it was typed, and as it was printed.
    public void awaitPrinted(String text) {
        Awaiting.until(
                "the shell prints " + text,
                () -> text().indexOf(text, text().indexOf(text) + 1) > text().indexOf(text));
    }

    /// What a person types, with the return key at its end.
    public static byte[] line(String text) {
        return (text + "\r").getBytes(StandardCharsets.UTF_8);
    }
}

package dev.elasticcloud.console.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What a program prints at a terminal, and a way to wait for it.
final class PrintedScreen extends OutputStream {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Override
    public void write(int printedByte) {
        write(new byte[] {(byte) printedByte}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int begin, int length) {
        printed.write(bytes, begin, length);
        notifyAll();
    }

    /// The same screen for text; nothing waits for a flush.
    Writer writer() {
        return new Writer() {
            @Override
            public void write(char[] text, int begin, int length) {
                byte[] bytes = new String(text, begin, length).getBytes(StandardCharsets.UTF_8);
                PrintedScreen.this.write(bytes, 0, bytes.length);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    synchronized String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /// Waits until this text has been printed.
    synchronized void await(String wanted, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!text().contains(wanted)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(
                        "'%s' was not printed within %d s, but: %s"
                                .formatted(wanted, most.toSeconds(), text()));
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}

package dev.elasticcloud.manager.docker.shell;

import dev.elasticcloud.manager.spi.PortException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// What was typed into a shell, for docker-java to read. A piped stream does not do: it breaks when
/// the thread that wrote last has ended.
final class TypedInput extends InputStream {

    private static final int MOST_WAITING = 256;
    private static final int PATIENCE_SECONDS = 5;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean closed;
    private byte[] current = {};
    private int next;

    /// Hands over some bytes; waits a little while too many wait already.
    void type(byte[] typed) {
        if (closed) {
            throw PortException.refused("The shell has ended", null);
        }
        if (typed.length == 0) {
            return;
        }
        try {
            if (!waiting.offer(typed.clone(), PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw PortException.refused("The shell does not read what is typed", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PortException.refused("Typing was interrupted", e);
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int most) {
        if (next == current.length && !advance()) {
            return -1;
        }
        int count = Math.min(most, current.length - next);
        System.arraycopy(current, next, into, offset, count);
        next += count;
        return count;
    }

    private boolean advance() {
        if (closed) {
            return false;
        }
        try {
            current = waiting.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        next = 0;
        return current.length > 0;
    }

    /// Whoever reads is told the end; what still waits is dropped.
    @Override
    public void close() {
        closed = true;
        waiting.clear();
        waiting.offer(END);
    }
}

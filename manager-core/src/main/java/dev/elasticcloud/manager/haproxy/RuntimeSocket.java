package dev.elasticcloud.manager.haproxy;

import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.spi.BalancerHost;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.Stopwatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Sends commands to HAProxy over a unix socket, with a short connection for each batch. A socket
/// that hangs costs at most the timeout. Safe for use by several threads.
final class RuntimeSocket {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int BUFFER = 64 * 1024;

    /// Prefix that makes the master forward commands to its current worker.
    private static final String TO_WORKER = "@1;";

    /// Part of the error of a missing socket, on this machine and on another.
    private static final String NO_SUCH_FILE = "No such file";

    private final Path path;
    private final Optional<BalancerHost.Relay> relay;
    private final Optional<RuntimeSocket> fallback;
    private final Stopwatch calls = new Stopwatch();
    private volatile boolean missing;

    RuntimeSocket(Path path) {
        this(path, Optional.empty(), Optional.empty());
    }

    private RuntimeSocket(
            Path path, Optional<BalancerHost.Relay> relay, Optional<RuntimeSocket> fallback) {
        this.path = path;
        this.relay = relay;
        this.fallback = fallback;
    }

    /// A socket of the balancer by its name, on this machine or the balancer's.
    static RuntimeSocket of(BalancerHost host, String name) {
        return new RuntimeSocket(host.folder().resolve(name), host.relay(), Optional.empty());
    }

    /// The worker's socket. If somebody deletes it, commands go through the master's instead:
    /// HAProxy does not create it again, not even on a reload.
    static RuntimeSocket ofWorker(BalancerHost host, String name, RuntimeSocket master) {
        return new RuntimeSocket(host.folder().resolve(name), host.relay(), Optional.of(master));
    }

    /// Sends commands and returns HAProxy's answers, in order.
    String send(String... commands) {
        return send(TIMEOUT, commands);
    }

    String send(Duration timeout, String... commands) {
        String line = String.join(";", commands) + "\n";
        try {
            String answer = exchange(timeout, line);
            missing = false;
            return answer;
        } catch (PortException e) {
            if (fallback.isEmpty() || !String.valueOf(e.getMessage()).contains(NO_SUCH_FILE)) {
                throw e;
            }
            missing = true;
            return fallback.get().send(timeout, TO_WORKER + line.strip());
        }
    }

    private String exchange(Duration timeout, String line) {
        long begin = System.nanoTime();
        try {
            return relay.map(way -> way.send(String.valueOf(path.getFileName()), timeout, line))
                    .orElseGet(() -> sendLocally(timeout, line));
        } finally {
            calls.since(begin);
        }
    }

    /// Whether the socket was missing when last used, so that the master's was used instead.
    boolean isMissing() {
        return missing;
    }

    private String sendLocally(Duration timeout, String line) {
        long deadline = System.nanoTime() + timeout.toNanos();
        byte[] batch = line.getBytes(StandardCharsets.US_ASCII);
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            if (!channel.connect(UnixDomainSocketAddress.of(path))) {
                channel.finishConnect();
            }
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            ByteBuffer out = ByteBuffer.wrap(batch);
            while (out.hasRemaining()) {
                await(selector, deadline);
                channel.write(out);
            }
            // the master answers in full only once it knows that no more commands follow
            channel.shutdownOutput();
            key.interestOps(SelectionKey.OP_READ);
            return read(channel, selector, deadline);
        } catch (IOException e) {
            throw PortException.unreachable(
                    "HAProxy does not answer at " + path + " (" + e.getMessage() + ")", e);
        }
    }

    Timings calls() {
        return calls.read();
    }

    private String read(SocketChannel channel, Selector selector, long deadline)
            throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.allocate(BUFFER);
        while (true) {
            await(selector, deadline);
            int count = channel.read(in);
            if (count < 0) {
                return answer.toString(StandardCharsets.UTF_8);
            }
            answer.write(in.array(), 0, count);
            in.clear();
        }
    }

    private void await(Selector selector, long deadline) throws IOException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0 || selector.select(millis) == 0) {
            throw new IOException("timed out");
        }
        selector.selectedKeys().clear();
    }
}

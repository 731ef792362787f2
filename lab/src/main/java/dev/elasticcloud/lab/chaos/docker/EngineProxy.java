package dev.elasticcloud.lab.chaos.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A proxy between the manager under test and the Docker Engine. It can lose a reply and cut event
/// streams.
public final class EngineProxy implements AutoCloseable {

    private static final Path ENGINE = Path.of("/var/run/docker.sock");
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_LINE = 300;

    private final Path path;
    private final ServerSocketChannel server;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicReference<String> lost = new AtomicReference<>("");
    private final AtomicInteger losses = new AtomicInteger();

    private EngineProxy(Path path, ServerSocketChannel server) {
        this.path = path;
        this.server = server;
    }

    public static EngineProxy open(Path path) {
        try {
            Files.deleteIfExists(path);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            EngineProxy proxy = new EngineProxy(path, server);
            Thread.ofPlatform().daemon().name("engine-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "unix://" + path;
    }

    /// Lets the next request that begins with this text reach the engine, and drops the reply.
    public void loseReplyTo(String beginning) {
        lost.set(beginning);
    }

    /// The number of replies dropped so far.
    public int losses() {
        return losses.get();
    }

    /// Cuts all event streams and returns their number.
    public int cutEvents() {
        int cut = 0;
        for (Link link : links) {
            if (link.request.contains("/events")) {
                link.close();
                cut++;
            }
        }
        return cut;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                pass(server.accept());
            } catch (IOException e) {
                // The proxy is being closed.
            }
        }
    }

    /// While the engine is down, a caller gets the failure at once, as from the engine's own
    /// socket.
    private void pass(SocketChannel client) throws IOException {
        try {
            Link link = new Link(client, SocketChannel.open(UnixDomainSocketAddress.of(ENGINE)));
            links.add(link);
            Thread.ofPlatform().daemon().name("proxy-there").start(link::there);
            Thread.ofPlatform().daemon().name("proxy-back").start(link::back);
        } catch (IOException e) {
            client.close();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Nothing uses it any more.
        }
        links.forEach(Link::close);
    }

    /// One connection and its counterpart to the engine.
    private final class Link {

        private final SocketChannel client;
        private final SocketChannel engine;
        private volatile String request = "";
        private volatile boolean mute;

        Link(SocketChannel client, SocketChannel engine) {
            this.client = client;
            this.engine = engine;
        }

        void there() {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            try {
                while (client.read(buffer) >= 0) {
                    buffer.flip();
                    look(buffer);
                    write(engine, buffer);
                }
                engine.shutdownOutput();
            } catch (IOException e) {
                close();
            }
        }

        private void look(ByteBuffer buffer) {
            int length = Math.min(LONGEST_LINE, buffer.remaining());
            String begin =
                    new String(
                            buffer.array(), buffer.position(), length, StandardCharsets.US_ASCII);
            if (!begin.matches("(?s)(GET|POST|PUT|DELETE|HEAD) /.*")) {
                return; // a later part of a request
            }
            request = begin.lines().findFirst().orElse("").replaceFirst("/v[0-9.]+/", "/");
            String losing = Objects.requireNonNullElse(lost.get(), "");
            if (!losing.isEmpty() && request.startsWith(losing) && lost.compareAndSet(losing, "")) {
                mute = true;
                losses.incrementAndGet();
            }
        }

        void back() {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            try {
                while (engine.read(buffer) >= 0) {
                    if (mute) {
                        close();
                        return;
                    }
                    buffer.flip();
                    write(client, buffer);
                }
            } catch (IOException e) {
                // One of the two sides has closed.
            }
            close();
        }

        private static void write(SocketChannel to, ByteBuffer buffer) throws IOException {
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
            buffer.clear();
        }

        void close() {
            links.remove(this);
            try (client;
                    engine) {
                // Both ends learn that the connection is closed.
            } catch (IOException e) {
                // They are closed already.
            }
        }
    }
}

package dev.elasticcloud.lab.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Many readers of one manager's stream; they count the snapshots and discard what they read.
public final class StreamReaders implements AutoCloseable {

    private static final byte[] FRAME = "event: snapshot".getBytes(StandardCharsets.US_ASCII);

    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicLong frames = new AtomicLong();

    public StreamReaders(URI url, String token, int readers) throws IOException {
        String ask =
                "GET /v1/stream HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(url.getAuthority(), token);
        for (int i = 0; i < readers; i++) {
            Socket socket = new Socket(url.getHost(), url.getPort());
            sockets.add(socket);
            socket.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
            Thread.ofVirtual().start(() -> read(socket));
        }
    }

    private void read(Socket socket) {
        byte[] buffer = new byte[64 * 1024];
        int matched = 0;
        try (InputStream in = socket.getInputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    matched = buffer[i] == FRAME[matched] ? matched + 1 : 0;
                    if (matched == FRAME.length) {
                        frames.incrementAndGet();
                        matched = 0;
                    }
                }
            }
        } catch (IOException e) {
            // The reader was closed.
        }
    }

    /// The number of snapshots that all readers together have received so far.
    public long frames() {
        return frames.get();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

package dev.elasticcloud.lab.bench.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Sends the same GET repeatedly over kept connections and counts the results.
public final class HttpLoad {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int MOST_REASONS = 20;

    private final InetSocketAddress address;
    private final byte[] request;

    public HttpLoad(URI url) {
        address = new InetSocketAddress(url.getHost(), url.getPort());
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        request =
                "GET %s%s HTTP/1.1\r\nHost: %s\r\nAccept: */*\r\n\r\n"
                        .formatted(url.getRawPath(), query, url.getAuthority())
                        .getBytes(StandardCharsets.US_ASCII);
    }

    /// The result of a load.
    ///
    /// @param reasons the reasons of the first failures
    public record Result(
            long requests,
            long failed,
            double seconds,
            Histogram micros,
            Iterable<String> reasons) {

        public double perSecond() {
            return (requests - failed) / seconds;
        }

        public double p99Millis() {
            return micros.getValueAtPercentile(99) / 1000.0;
        }
    }

    /// Sends as many requests as these connections carry.
    public Result closed(int connections, Duration length) throws InterruptedException {
        return run(connections, length, 0);
    }

    /// Sends requests at a steady rate, spread over these connections.
    public Result open(int connections, Duration length, double perSecond)
            throws InterruptedException {
        return run(connections, length, perSecond);
    }

    private Result run(int connections, Duration length, double perSecond)
            throws InterruptedException {
        LongAdder sent = new LongAdder();
        LongAdder failed = new LongAdder();
        ConcurrentHistogram micros = new ConcurrentHistogram(3);
        ConcurrentLinkedQueue<String> reasons = new ConcurrentLinkedQueue<>();
        long begun = System.nanoTime();
        long deadline = begun + length.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                long pause = perSecond > 0 ? (long) (connections * 1e9 / perSecond) : 0;
                long first = begun + pause * i / connections;
                threads.execute(
                        () -> {
                            Connection connection = new Connection();
                            long next = first;
                            while (System.nanoTime() < deadline) {
                                if (pause > 0) {
                                    LockSupport.parkNanos(next - System.nanoTime());
                                    next += pause;
                                }
                                long start = System.nanoTime();
                                String fault = connection.exchange();
                                sent.increment();
                                if (fault.isEmpty()) {
                                    micros.recordValue((System.nanoTime() - start) / 1000);
                                } else {
                                    failed.increment();
                                    if (reasons.size() < MOST_REASONS) {
                                        reasons.add(fault);
                                    }
                                }
                            }
                            connection.close();
                        });
            }
            threads.shutdown();
            threads.awaitTermination(length.toSeconds() + 60, TimeUnit.SECONDS);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Result(sent.sum(), failed.sum(), seconds, micros, reasons);
    }

    /// One connection. It reopens when the other side has closed it between two requests.
    private final class Connection {

        private Socket socket = new Socket();
        private InputStream in = InputStream.nullInputStream();
        private boolean open;

        /// Sends the request and reads the answer; returns the error, or an empty text.
        String exchange() {
            boolean reused = open;
            try {
                return answer();
            } catch (IOException e) {
                close();
                if (!reused) {
                    return String.valueOf(e.getMessage());
                }
            }
            try {
                return answer();
            } catch (IOException e) {
                close();
                return String.valueOf(e.getMessage());
            }
        }

        private String answer() throws IOException {
            if (!open) {
                socket = new Socket();
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(TIMEOUT_MILLIS);
                socket.connect(address, TIMEOUT_MILLIS);
                in = new BufferedInputStream(socket.getInputStream());
                open = true;
            }
            socket.getOutputStream().write(request);
            String status = line();
            int length = -1;
            boolean close = false;
            boolean chunked = false;
            for (String head = line(); !head.isEmpty(); head = line()) {
                String lower = head.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(15).strip());
                } else if (lower.startsWith("transfer-encoding:")) {
                    chunked = lower.contains("chunked");
                } else if (lower.equals("connection: close")) {
                    close = true;
                }
            }
            if (chunked) {
                skipChunks();
            } else {
                in.skipNBytes(Math.max(0, length));
            }
            if (close) {
                close();
            }
            return status.contains(" 200 ") ? "" : status;
        }

        private void skipChunks() throws IOException {
            int size = Integer.parseInt(line().strip(), 16);
            while (size > 0) {
                in.skipNBytes(size + 2L);
                size = Integer.parseInt(line().strip(), 16);
            }
            line();
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the connection was closed");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        void close() {
            open = false;
            try {
                socket.close();
            } catch (IOException e) {
                // The connection is no longer needed.
            }
        }
    }
}

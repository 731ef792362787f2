package dev.elasticcloud.manager.remote;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.json.JsonException;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a manager's live stream until closed. When it breaks, reports that and reconnects with
/// backoff.
final class StreamReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamReader.class);
    private static final String ENDED = "the manager ended the stream";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ApiClient wire;
    private final Consumer<CloudSnapshot> snapshots;
    private final Consumer<String> lost;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Call call;

    /// @param snapshots receives each snapshot; the first after a loss means that it is back
    /// @param lost receives the reason of each loss and each failed reconnect
    StreamReader(ApiClient wire, Consumer<CloudSnapshot> snapshots, Consumer<String> lost) {
        this.wire = wire;
        this.snapshots = snapshots;
        this.lost = lost;
        this.thread = Thread.ofVirtual().name("remote-stream").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (closed.getCount() > 0) {
            String why;
            long begin = System.nanoTime();
            try {
                read();
                why = ENDED;
            } catch (CloudException e) {
                why = e.text();
            } catch (EOFException e) {
                why = ENDED;
            } catch (IOException | JsonException e) {
                why = String.valueOf(e.getMessage());
            }
            if (closed.getCount() == 0) {
                return;
            }
            lost.accept(why);
            boolean held = System.nanoTime() - begin > LONGEST_PAUSE.toNanos();
            pause = held ? FIRST_PAUSE : pause;
            if (!paused(pause)) {
                return;
            }
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        }
    }

    /// With jitter, so that many clients do not reconnect at the same moment.
    private boolean paused(Duration pause) {
        try {
            double share = ThreadLocalRandom.current().nextDouble(0.5, 1);
            return !closed.await((long) (pause.toNanos() * share), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void read() throws IOException {
        Call opened =
                wire.call(
                        new Request.Builder()
                                .url(wire.at("/v1/stream").build())
                                .header("Accept", "text/event-stream"));
        call = opened;
        if (closed.getCount() == 0) {
            return;
        }
        try (Response response = wire.open(opened)) {
            BufferedSource lines = response.body().source();
            String event = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readUtf8Line(); line != null; line = lines.readUtf8Line()) {
                if (line.startsWith("event:")) {
                    event = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line, 5, line.length()).append('\n');
                } else if (line.isEmpty()) {
                    take(event, data.toString());
                    event = "";
                    data.setLength(0);
                }
            }
        }
    }

    private void take(String event, String data) {
        if (event.equals("snapshot")) {
            try {
                snapshots.accept(wire.json().read(data, CloudSnapshot.class));
            } catch (JsonException e) {
                LOG.warn("A snapshot from the manager could not be read: {}", e.getMessage());
                throw e;
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Call running = call;
        if (running != null) {
            running.cancel();
        }
    }
}

package dev.elasticcloud.manager.rest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.Clouds;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.spi.Awaiting;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamHubTest {

    private final HostedCloud hosted = Clouds.simulated();
    private final AtomicInteger following = new AtomicInteger();
    private final Map<Long, AtomicInteger> written = new ConcurrentHashMap<>();
    private final StreamHub hub = new StreamHub(counted(hosted, following), this::json);
    private final List<Reader> readers = new ArrayList<>();

    private String json(Object value) {
        if (value instanceof CloudSnapshot snapshot) {
            written.computeIfAbsent(snapshot.number(), n -> new AtomicInteger()).incrementAndGet();
        }
        return new ModelJson().write(value);
    }

    /// The cloud, counting who follows it.
    private static CloudManager counted(CloudManager cloud, AtomicInteger following) {
        return (CloudManager)
                Proxy.newProxyInstance(
                        StreamHubTest.class.getClassLoader(),
                        new Class<?>[] {CloudManager.class},
                        (proxy, method, arguments) -> {
                            try {
                                Object result = method.invoke(cloud, arguments);
                                if (result instanceof Subscription subscription) {
                                    following.incrementAndGet();
                                    return (Subscription)
                                            () -> {
                                                following.decrementAndGet();
                                                subscription.close();
                                            };
                                }
                                return result;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    /// A reader on its own thread, until it is told to leave.
    private final class Reader extends OutputStream {

        private final List<String> frames = new CopyOnWriteArrayList<>();
        private volatile boolean leaving;
        private final Thread thread;

        Reader(boolean snapshots) {
            this.thread = Thread.ofVirtual().start(() -> read(snapshots));
            readers.add(this);
        }

        private void read(boolean snapshots) {
            try {
                hub.write(this, "", snapshots, () -> !leaving);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException("frames come whole");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            frames.add(new String(bytes, offset, length, java.nio.charset.StandardCharsets.UTF_8));
        }

        void leave() throws InterruptedException {
            leaving = true;
            thread.join();
        }

        long snapshots() {
            return frames.stream().filter(f -> f.contains("event: snapshot")).count();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Reader reader : readers) {
            reader.leave();
        }
        hub.close();
        hosted.close();
    }

    @Test
    void theCloudIsFollowedOnlyWhileSomebodyReads() throws Exception {
        assertThat(following).hasValue(0);

        Reader one = new Reader(true);
        Reader other = new Reader(true);
        Awaiting.until("both read", () -> one.snapshots() > 1 && other.snapshots() > 1);
        assertThat(following).hasValue(1);

        one.leave();
        assertThat(following).hasValue(1);
        other.leave();
        assertThat(following).hasValue(0);

        Reader late = new Reader(true);
        Awaiting.until("a later reader reads", () -> late.snapshots() > 1);
        assertThat(following).hasValue(1);
    }

    @Test
    void aSnapshotIsSerialisedOnceForAllReadersAndNeverForReadersOfEvents() {
        Reader events = new Reader(false);
        Awaiting.until("the reader of events is there", () -> following.get() == 1);
        long before = hosted.snapshot().number();
        Awaiting.until("rounds passed", () -> hosted.snapshot().number() > before + 3);
        assertThat(written).isEmpty();
        assertThat(events.snapshots()).isZero();

        List<Reader> many = List.of(new Reader(true), new Reader(true), new Reader(true));
        Awaiting.until("all read", () -> many.stream().allMatch(r -> r.snapshots() > 4));

        // Each reader begins with a snapshot of its own; those that follow are shared.
        assertThat(written.values().stream().mapToInt(AtomicInteger::get).filter(n -> n > 1).sum())
                .isLessThanOrEqualTo(2 * many.size());
    }

    @Test
    void closingTheHubReleasesItsReaders() throws InterruptedException {
        Reader reader = new Reader(true);
        Awaiting.until("it reads", () -> reader.snapshots() > 0);

        hub.close();

        reader.thread.join();
        assertThat(following).hasValue(0);
    }
}

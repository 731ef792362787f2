package dev.elasticcloud.lab.chaos;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// The load while faults are injected: jobs through the manager, recorded once accepted, and
/// requests directly to the balancer, recorded with their outcome.
final class BackgroundLoad implements AutoCloseable {

    static final String POD = "light";

    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Map<String, String> SMALL = Map.of("pod", POD, "repeat", "2");

    private final Supplier<ManagerProcess> manager;
    private final Supplier<String> url;
    private final ScheduledExecutorService clock =
            Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().factory());
    private final OkHttpClient client =
            new OkHttpClient.Builder()
                    .retryOnConnectionFailure(false)
                    .readTimeout(Duration.ofSeconds(70))
                    .build();
    private final Phaser underWay = new Phaser(1);
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final List<Failure> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger good = new AtomicInteger();
    private volatile boolean paused = true;

    /// A direct request that got no answer from the program.
    record Failure(Instant at, String reason) {}

    BackgroundLoad(Supplier<ManagerProcess> manager, Supplier<String> url) {
        this.manager = manager;
        this.url = url;
        clock.scheduleAtFixedRate(
                () -> begin(this::job), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        clock.scheduleAtFixedRate(
                () -> begin(this::direct), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void begin(Runnable one) {
        if (!paused) {
            underWay.register();
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    one.run();
                                } finally {
                                    underWay.arriveAndDeregister();
                                }
                            });
        }
    }

    private void job() {
        try {
            submit(SMALL);
        } catch (RuntimeException e) {
            refused.incrementAndGet(); // Not accepted, so no outcome is due.
        }
    }

    /// Submits a job and records it once accepted.
    String submit(Map<String, String> words) {
        String id = manager.get().ask("submit", words).asText();
        accepted.add(id);
        return id;
    }

    private void direct() {
        Request request =
                new Request.Builder()
                        .url(url.get() + "/light/run?repeat=2")
                        .header("Connection", "close")
                        .build();
        try (Response response = client.newCall(request).execute()) {
            if (response.code() == 200) {
                good.incrementAndGet();
            } else {
                failures.add(new Failure(Instant.now(), "HTTP " + response.code()));
            }
        } catch (IOException e) {
            failures.add(new Failure(Instant.now(), String.valueOf(e.getMessage())));
        }
    }

    /// Starts a request directly to the balancer; the result is its status, or 0 without an answer.
    CompletableFuture<Integer> request(String path) {
        Request request = new Request.Builder().url(url.get() + path).build();
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (Response response = client.newCall(request).execute()) {
                                status.complete(response.code());
                            } catch (IOException e) {
                                status.complete(0);
                            }
                        });
        return status;
    }

    void resume() {
        paused = false;
    }

    /// Stops the load and waits until each request has its outcome.
    void pause() {
        paused = true;
        underWay.arriveAndAwaitAdvance();
    }

    /// The jobs accepted since the last [#forget].
    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    int good() {
        return good.get();
    }

    int refused() {
        return refused.get();
    }

    /// Starts a new record.
    void forget() {
        accepted.clear();
        failures.clear();
        refused.set(0);
        good.set(0);
    }

    @Override
    public void close() {
        paused = true;
        clock.shutdownNow();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}

package dev.elasticcloud.manager.real;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A steady stream of requests to one address, each counted, for as long as it is open.
final class RequestStream implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger good = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final URI address;
    private final Duration gap;
    private volatile boolean open = true;

    RequestStream(URI address, int perSecond) {
        this.address = address;
        this.gap = Duration.ofNanos(1_000_000_000L / perSecond);
        threads.execute(this::run);
    }

    private void run() {
        long next = System.nanoTime();
        try {
            while (open) {
                threads.execute(this::request);
                next += gap.toNanos();
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void request() {
        sent.incrementAndGet();
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build();
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                good.incrementAndGet();
            } else {
                failures.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            failures.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int good() {
        return good.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /// Stops sending and waits for the last answers.
    @Override
    public void close() {
        open = false;
        threads.close();
        client.close();
    }

    int sent() {
        return sent.get();
    }
}

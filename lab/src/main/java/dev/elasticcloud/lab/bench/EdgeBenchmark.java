package dev.elasticcloud.lab.bench;

import dev.elasticcloud.lab.bench.load.StreamReaders;
import dev.elasticcloud.lab.bench.measure.Percentiles;
import dev.elasticcloud.lab.bench.process.ChildProcess;
import dev.elasticcloud.lab.bench.process.ChildServer;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.ServeConfig;
import dev.elasticcloud.manager.api.Serving;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/// What the REST API costs: reading snapshots, feeding many readers of the stream, and sending a
/// job through the manager rather than directly to the balancer.
final class EdgeBenchmark implements Benchmark {

    private static final int NODES = 45;
    private static final int REQUESTS_A_SECOND = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(15);
    private static final int READERS = 200;
    private static final int JOBS = 400;

    /// Small jobs that warm up both ways before the timed ones.
    private static final int FIRST_JOBS = 1500;

    private static final int JOBS_A_SECOND = 5;

    private final OkHttpClient client =
            new OkHttpClient.Builder()
                    .connectionPool(new ConnectionPool(64, 10, TimeUnit.SECONDS))
                    .build();

    /// The figures written as JSON: times in milliseconds, CPU as a share of one core.
    record Figures(
            int nodes,
            int snapshotBytes,
            Percentiles snapshot,
            double snapshotP99,
            int readers,
            double cpuWithoutReaders,
            double cpuWithReaders,
            double framesPerReaderAndSecond,
            Percentiles jobDirect,
            Percentiles jobThroughManager) {}

    @Override
    public String name() {
        return "edge";
    }

    @Override
    public String about() {
        return "snapshots at 200 requests/s, 200 stream readers, jobs through the API and directly";
    }

    @Override
    public void run(BenchContext bench) throws Exception {
        Path data = Files.createTempDirectory("elastic-cloud-edge");
        List<Long> snapshots;
        int bytes;
        Reading reading;
        try (ChildProcess child =
                new ChildProcess(
                        ChildServer.class,
                        bench.options().home().toString(),
                        data.toString(),
                        Integer.toString(NODES))) {
            String[] where = child.ask("where?").split(" ", 2);
            Target target = new Target(URI.create(where[0]), where[1]);
            bytes = body(target.get("/v1/snapshot")).length;
            paced(target, WARM_UP);
            snapshots = paced(target, MEASURED);
            bench.say(
                    "snapshot, %d nodes, %,d bytes, %d requests/s: %s   p99 %.2f ms",
                    NODES,
                    bytes,
                    REQUESTS_A_SECOND,
                    Percentiles.ofNanos(snapshots),
                    p99(snapshots));
            reading = readers(child, target);
            bench.say(
                    "%d readers of a busy cloud's stream, %.1f snapshots per second each: %.1f %%"
                            + " of a core, %.1f %% without readers",
                    READERS, reading.frames(), reading.cpuWith() * 100, reading.cpuWithout() * 100);
        } finally {
            Files.deleteIfExists(data);
        }
        List<Long> direct = new ArrayList<>();
        List<Long> through = new ArrayList<>();
        jobs(bench, direct, through);
        Percentiles straight = Percentiles.ofNanos(direct);
        Percentiles managed = Percentiles.ofNanos(through);
        bench.say("a job directly to the balancer: %s", straight);
        bench.say("a job through the API:          %s", managed);
        bench.say("the manager adds %.2f ms at the median", managed.p50() - straight.p50());
        bench.leave(
                name(),
                new Figures(
                        NODES,
                        bytes,
                        Percentiles.ofNanos(snapshots),
                        p99(snapshots),
                        READERS,
                        reading.cpuWithout(),
                        reading.cpuWith(),
                        reading.frames(),
                        straight,
                        managed));
    }

    /// The cost of the readers.
    private record Reading(double cpuWithout, double cpuWith, double frames) {}

    /// Where requests go, and with which token.
    private record Target(URI url, String token) {
        Request get(String path) {
            return new Request.Builder()
                    .url(url + path)
                    .header("Authorization", "Bearer " + token)
                    .build();
        }
    }

    private byte[] body(Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException(request.url() + " answered " + response.code());
            }
            return response.body().bytes();
        }
    }

    /// Sends at a steady rate independently of the answers. Times count from when a request was
    /// due.
    private List<Long> paced(Target target, Duration length) {
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        long apart = TimeUnit.SECONDS.toNanos(1) / REQUESTS_A_SECOND;
        long begin = System.nanoTime();
        Request request = target.get("/v1/snapshot");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long due = begin; due < begin + length.toNanos(); due += apart) {
                long moment = due;
                LockSupport.parkNanos(moment - System.nanoTime());
                threads.execute(
                        () -> {
                            try {
                                body(request);
                                times.add(System.nanoTime() - moment);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
            }
        }
        return times;
    }

    private static double p99(List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(n -> n).sorted().toArray();
        return sorted[(int) Math.ceil(0.99 * sorted.length) - 1] / 1e6;
    }

    /// A few jobs per second keep the cloud busy, so that it publishes often.
    private Reading readers(ChildProcess child, Target target) throws Exception {
        try (ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor()) {
            jobs.execute(() -> trickle(target));
            Thread.sleep(WARM_UP);
            double without = cpu(child);
            double with;
            double frames;
            try (StreamReaders readers = new StreamReaders(target.url(), target.token(), READERS)) {
                Thread.sleep(WARM_UP);
                long before = readers.frames();
                with = cpu(child);
                frames = (readers.frames() - before) / (double) READERS / MEASURED.toSeconds();
            }
            jobs.shutdownNow();
            return new Reading(without, with, frames);
        }
    }

    private static double cpu(ChildProcess child) throws InterruptedException {
        Duration before = child.cpu();
        long begin = System.nanoTime();
        Thread.sleep(MEASURED);
        return child.cpu().minus(before).toNanos() / (double) (System.nanoTime() - begin);
    }

    private void trickle(Target target) {
        Request job =
                target.get("/v1/pods/light/jobs")
                        .newBuilder()
                        .post(RequestBody.create(new byte[0]))
                        .build();
        try {
            while (true) {
                body(job);
                Thread.sleep(Duration.ofSeconds(1).dividedBy(JOBS_A_SECOND));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            if (!Thread.currentThread().isInterrupted()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Sends both kinds of jobs in turns, so that both see the same conditions; on Docker.
    private void jobs(BenchContext bench, List<Long> direct, List<Long> through) throws Exception {
        try (BenchCloud cloud = new BenchCloud(bench)) {
            cloud.initialise(1, 0);
            try (Serving serving =
                    Managers.serve(
                            cloud.cloud(), ServeConfig.loopback("edge", cloud.data(), false, 0))) {
                String token = serving.firstToken().orElseThrow();
                Request managed = new Target(serving.url(), token).get("/v1/pods/light/run?top=3");
                String balancer = cloud.cloud().snapshot().balancer().url();
                Request straight = new Request.Builder().url(balancer + "/light/run?top=3").build();
                for (int i = 0; i < FIRST_JOBS; i++) {
                    timed(small(straight));
                    timed(small(managed));
                }
                for (int i = 0; i < JOBS; i++) {
                    direct.add(timed(straight));
                    through.add(timed(managed));
                }
            }
        }
    }

    private static Request small(Request job) {
        HttpUrl url = job.url().newBuilder().addQueryParameter("repeat", "1").build();
        return job.newBuilder().url(url).build();
    }

    private long timed(Request request) throws IOException {
        long begin = System.nanoTime();
        body(request);
        return System.nanoTime() - begin;
    }
}

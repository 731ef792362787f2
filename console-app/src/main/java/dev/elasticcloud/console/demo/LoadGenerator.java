package dev.elasticcloud.console.demo;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/// Submits jobs to one pod at random times, at the rate of a wave, on a thread of its own.
final class LoadGenerator implements AutoCloseable {

    private static final Duration SLICE = Duration.ofMillis(50);

    private final CloudManager cloud;
    private final PodName pod;
    private final LoadWave wave;
    private final Duration length;
    private final Random random;
    private final Thread thread;
    private volatile int refused;

    LoadGenerator(CloudManager cloud, PodName pod, LoadWave wave, Duration length, long seed) {
        this.cloud = cloud;
        this.pod = pod;
        this.wave = wave;
        this.length = length;
        this.random = new Random(seed);
        this.thread = Thread.ofVirtual().name("load-" + pod).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// How many jobs the cloud refused.
    int refused() {
        return refused;
    }

    private void run() {
        long begun = System.nanoTime();
        double due = 0;
        try {
            while (true) {
                Duration time = Duration.ofNanos(System.nanoTime() - begun);
                if (time.compareTo(length) > 0) {
                    return;
                }
                due +=
                        wave.rateAt(time)
                                * SLICE.toNanos()
                                / 1e9
                                * -Math.log(1 - random.nextDouble());
                while (due >= 1) {
                    submit();
                    due -= 1;
                }
                Thread.sleep(SLICE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit() {
        try {
            cloud.submit(new JobRequest(pod, Map.of()));
        } catch (CloudException e) {
            refused++;
        }
    }

    void join(Duration timeout) throws InterruptedException {
        thread.join(timeout);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

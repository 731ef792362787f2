package dev.elasticcloud.lab.bench;

import dev.elasticcloud.lab.bench.process.ChildLedger;
import dev.elasticcloud.lab.bench.process.ChildProcess;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/// Sends numbered jobs to a manager in a child process, kills that process at random times, and
/// compares the ledger with the reported ids. It sends a request whose answer was lost again with
/// the same key, so in the end each number must be in the ledger exactly once.
final class LedgerRun {

    private static final int BATCH = 500;

    /// When the kill comes after an order: at a random time within a batch.
    private static final int FIRST_KILL_MILLIS = 20;

    private static final int LATEST_KILL_MILLIS = 250;

    /// One kill, and what the next manager found.
    ///
    /// @param afterJobs how many jobs had been reported as accepted
    /// @param openMillis time from the start of the next process until its nodes were online
    record Kill(int afterJobs, String store, int open, int running, long openMillis) {}

    /// The final figures.
    ///
    /// @param missing numbers without a job, or with another id than reported
    /// @param doubled numbers with more than one job
    /// @param unended jobs that have not ended
    /// @param unexplained jobs that failed without a reason, or were repeated although not
    ///     idempotent
    /// @param sumsHold whether the stored sums equal a full count and no job is lost
    record Figures(
            long seed,
            int jobs,
            int kills,
            double seconds,
            double jobsPerSecond,
            long completed,
            long failed,
            long cancelled,
            long repeated,
            long missing,
            long doubled,
            long unended,
            long unexplained,
            boolean sumsHold,
            boolean opensClean,
            double megabytes,
            List<Kill> each) {

        boolean holds() {
            return missing + doubled + unended + unexplained == 0 && sumsHold && opensClean;
        }
    }

    private final Path home;
    private final Path data;
    private final int jobs;
    private final long seed;
    private final Random random;
    private final Deque<Integer> killsAt;
    private final Consumer<Kill> progress;
    private final Map<Integer, String> reported = new HashMap<>();
    private final List<Kill> kills = new ArrayList<>();

    LedgerRun(Path home, Path data, int jobs, int kills, long seed, Consumer<Kill> progress) {
        this.home = home;
        this.data = data;
        this.jobs = jobs;
        this.seed = seed;
        this.random = new Random(seed);
        this.killsAt = new ArrayDeque<>(random.ints(kills, 0, jobs).sorted().boxed().toList());
        this.progress = progress;
    }

    Figures run() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        ChildProcess child = begin();
        try {
            for (int from = 0; from < jobs; from += BATCH) {
                int to = Math.min(jobs, from + BATCH);
                while (!killsAt.isEmpty() && killsAt.getFirst() < to) {
                    killsAt.removeFirst();
                    child = killedWhile("submit %d %d".formatted(from, to), child);
                }
                String[] ids = child.ask("submit %d %d".formatted(from, to)).split(" ", -1);
                for (int i = 0; i < ids.length; i++) {
                    reported.put(from + i, ids[i]);
                }
            }
            child.ask("drain");
        } finally {
            child.close();
        }
        return figures((System.nanoTime() - begun) / 1e9);
    }

    private ChildProcess begin() throws IOException {
        return new ChildProcess(ChildLedger.class, home.toString(), data.toString());
    }

    /// Kills the child some time after an order and starts the next.
    private ChildProcess killedWhile(String order, ChildProcess child)
            throws IOException, InterruptedException {
        child.order(order);
        Thread.sleep(Duration.ofMillis(random.nextInt(FIRST_KILL_MILLIS, LATEST_KILL_MILLIS)));
        child.kill();
        long begun = System.nanoTime();
        ChildProcess next = begin();
        String[] found = next.ask("found").split(" ", -1);
        Kill kill =
                new Kill(
                        reported.size(),
                        found[0],
                        Integer.parseInt(found[1]),
                        Integer.parseInt(found[2]),
                        (System.nanoTime() - begun) / 1_000_000);
        kills.add(kill);
        progress.accept(kill);
        return next;
    }

    private Figures figures(double seconds) throws IOException {
        Path file = ChildLedger.store(data);
        double megabytes = Files.size(file) / 1024.0 / 1024.0;
        try (SqliteStore store = SqliteStore.open(file)) {
            List<Job> all = store.jobs().latest(null, Set.of(), Integer.MAX_VALUE);
            JobCounts sums =
                    store.jobs().counts().values().stream().reduce(JobCounts.NONE, JobCounts::plus);
            Map<String, String> ids = new HashMap<>();
            Set<String> doubled = new HashSet<>();
            Map<JobState, Long> states = new EnumMap<>(JobState.class);
            for (Job job : all) {
                String key = String.valueOf(job.options().key());
                if (ids.put(key, job.id().value()) != null) {
                    doubled.add(key);
                }
                states.merge(job.state(), 1L, Long::sum);
            }
            long missing =
                    reported.entrySet().stream()
                            .filter(e -> !e.getValue().equals(ids.get(ChildLedger.key(e.getKey()))))
                            .count();
            JobCounts counted =
                    new JobCounts(
                            all.size(),
                            states.getOrDefault(JobState.COMPLETED, 0L),
                            states.getOrDefault(JobState.FAILED, 0L),
                            states.getOrDefault(JobState.CANCELLED, 0L),
                            states.getOrDefault(JobState.QUEUED, 0L)
                                    + states.getOrDefault(JobState.RUNNING, 0L));
            return new Figures(
                    seed,
                    jobs,
                    kills.size(),
                    seconds,
                    jobs / seconds,
                    counted.completed(),
                    counted.failed(),
                    counted.cancelled(),
                    all.stream().filter(job -> !job.earlier().isEmpty()).count(),
                    missing + jobs - reported.size(),
                    doubled.size(),
                    counted.open(),
                    all.stream().filter(LedgerRun::isUnexplained).count(),
                    counted.equals(sums) && sums.lost() == 0 && sums.accepted() == jobs,
                    store.notice().isEmpty()
                            && kills.stream().allMatch(k -> k.store().equals("clean")),
                    megabytes,
                    kills);
        }
    }

    private static boolean isUnexplained(Job job) {
        boolean unsafe = Boolean.FALSE.equals(job.options().idempotent());
        return unsafe && job.attempts() > 1
                || job.state() == JobState.FAILED && job.reason().isEmpty()
                || job.state() == JobState.COMPLETED && job.result().isEmpty();
    }
}

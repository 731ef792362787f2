package dev.elasticcloud.lab.bench.process;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.Simulation;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobOptions;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.store.SqliteStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// A manager of a simulated cloud with a real store, in a process that can be killed. It submits
/// jobs on request, each with a key of its own.
///
/// Orders: `found` returns what the store held at the start, `submit FROM TO` returns the ids of
/// the jobs with these numbers, `drain` returns when no job is open.
public final class ChildLedger {

    static final PodName POD = PodName.of("light");

    /// Few enough that jobs wait, so that some are open at any time.
    private static final int NODES = 6;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// One job in this many is not idempotent, and one in this many is cancelled.
    private static final int UNSAFE_EVERY = 3;

    private static final int CANCEL_EVERY = 40;

    private final HostedCloud cloud;

    private ChildLedger(HostedCloud cloud) {
        this.cloud = cloud;
    }

    /// The file of the cloud's store.
    public static Path store(Path data) {
        return config(data, data).store();
    }

    private static ManagerConfig config(Path home, Path data) {
        return new ManagerConfig("ledger", home, data, 0);
    }

    /// @param args home and data folder
    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[1]);
        String found = found(store(data));
        Simulation kept = new Simulation(Simulation.Pace.INSTANT, true);
        try (HostedCloud cloud = Managers.simulated(config(Path.of(args[0]), data), kept)) {
            ChildLedger ledger = new ChildLedger(cloud);
            ledger.prepare();
            BufferedReader orders =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                System.out.println(ledger.answer(order.split(" ", -1), found));
            }
        }
    }

    private static String found(Path file) {
        if (!Files.exists(file)) {
            return "clean 0 0";
        }
        try (SqliteStore store = SqliteStore.open(file)) {
            List<Job> open = store.jobs().open();
            return "%s %d %d"
                    .formatted(
                            store.notice().isEmpty() ? "clean" : "damaged",
                            open.size(),
                            open.stream().filter(j -> j.state() == JobState.RUNNING).count());
        }
    }

    private void prepare() {
        PodSpec pod = cloud.snapshot().pod(POD).orElseThrow().spec();
        if (!pod.target().initialised()) {
            cloud.submit(new Command.DisableElasticity(POD));
            cloud.submit(new Command.Initialise(Map.of(POD, NODES)));
        }
        cloud.await(s -> s.pod(POD).orElseThrow().online() == NODES, PATIENCE);
    }

    private String answer(String[] order, String found) {
        return switch (order[0]) {
            case "found" -> found;
            case "submit" -> submit(Integer.parseInt(order[1]), Integer.parseInt(order[2]));
            case "drain" -> drain();
            default -> "unknown order";
        };
    }

    private String submit(int from, int to) {
        StringJoiner ids = new StringJoiner(" ");
        for (int number = from; number < to; number++) {
            Job job = submitted(number);
            ids.add(job.id().value());
            if (number % CANCEL_EVERY == 0) {
                cancel(job);
            }
        }
        return ids.toString();
    }

    private Job submitted(int number) {
        JobOptions options = JobOptions.NONE.withKey(key(number)).withIdempotent(isSafe(number));
        JobRequest request = new JobRequest(POD, Map.of("top", "" + (1 + number % 9)), options);
        while (true) {
            try {
                return cloud.submit(request);
            } catch (CloudException e) {
                if (e.code() != ErrorCode.EXHAUSTED) {
                    throw e;
                }
                long waiting = cloud.snapshot().jobs().open();
                cloud.await(s -> s.jobs().open() < waiting / 2, PATIENCE);
            }
        }
    }

    public static String key(int number) {
        return "job-" + number;
    }

    static boolean isSafe(int number) {
        return number % UNSAFE_EVERY != 0;
    }

    private void cancel(Job job) {
        try {
            cloud.cancel(job.id());
        } catch (CloudException e) {
            if (e.code() != ErrorCode.CONFLICT) {
                throw e;
            }
            // It ended before it could be cancelled.
        }
    }

    private String drain() {
        cloud.await(s -> s.jobs().open() == 0, PATIENCE);
        return "drained";
    }
}

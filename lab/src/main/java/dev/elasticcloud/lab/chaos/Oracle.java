package dev.elasticcloud.lab.chaos;

import dev.elasticcloud.manager.model.status.NodeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Checks the invariants that must hold after every fault. It looks from outside at Docker,
/// HAProxy, the manager's process and each accepted job.
///
/// - A: each accepted job ended once, with a reason if it failed; repeats are recorded
/// - B: no pod ever had more nodes online than allowed (see [MaxNodesMonitor])
/// - C: containers, the manager's view and HAProxy's servers agree
/// - D: no container, network, thread, file handle or file is left
/// - E: resources of others are untouched (see [ForeignResources])
/// - F: the cloud converges in time
final class Oracle {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration JOBS_END = Duration.ofSeconds(60);
    private static final int AT_ONCE = 200;
    private static final int MORE_HANDLES = 80;
    private static final int MORE_THREADS = 60;
    private static final int MOST_TEMPORARY = 12;

    private final ChaosEnvironment stage;
    private final MaxNodesMonitor watch;
    private final ForeignResources foreign;
    private long pid;
    private long handles;
    private long threads;

    Oracle(ChaosEnvironment stage, MaxNodesMonitor watch, ForeignResources foreign) {
        this.stage = stage;
        this.watch = watch;
        this.foreign = foreign;
    }

    /// The findings.
    ///
    /// @param convergence time from the fault's end until the cloud had converged
    record Verdict(Duration convergence, List<String> breaches) {}

    /// Records how many threads and file handles a healthy manager has.
    void calibrate() throws IOException {
        pid = stage.manager().pid();
        handles = handles();
        threads = threads();
    }

    /// Checks all invariants after a fault has ended.
    Verdict judge(Fault fault) throws IOException {
        List<String> breaches = new ArrayList<>();
        long began = System.nanoTime();
        boolean well = Condition.comes(PATIENCE, this::asWanted);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (!well) {
            breaches.add("F: not converged after %d s".formatted(PATIENCE.toSeconds()));
            breaches.addAll(differences());
        } else if (took.compareTo(fault.within()) > 0) {
            breaches.add(
                    "F: converged after %.1f s, %d s are allowed"
                            .formatted(took.toMillis() / 1000.0, fault.within().toSeconds()));
        }
        stage.load.pause();
        List<String> jobs = List.copyOf(stage.load.accepted());
        Condition.comes(
                JOBS_END, () -> ended(jobs) && stage.view().sum(ManagerView.Pod::open) == 0);
        breaches.addAll(sums());
        if (fault.harm() != Fault.Harm.LEDGER) {
            breaches.addAll(outcomes(jobs, fault.harm()));
        }
        breaches.addAll(watch.drain());
        if (!Condition.comes(Fault.SOON, () -> differences().isEmpty())) {
            breaches.addAll(differences());
        }
        breaches.addAll(leftovers());
        breaches.addAll(foreign.changes());
        stage.load.forget();
        stage.doomed.clear();
        stage.load.resume();
        return new Verdict(took, breaches.stream().distinct().toList());
    }

    private boolean asWanted() {
        return stage.view().settled() && differences().isEmpty();
    }

    private boolean ended(List<String> jobs) {
        try {
            return batches(jobs).stream()
                    .allMatch(
                            ids ->
                                    stage.manager().jobs(ids).stream()
                                            .allMatch(ManagerUnderTest.JobView::ended));
        } catch (IllegalStateException e) {
            return true; // A job is unknown, which is reported below.
        }
    }

    private static List<List<String>> batches(List<String> ids) {
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            batches.add(ids.subList(from, Math.min(ids.size(), from + AT_ONCE)));
        }
        return batches;
    }

    /// A: whether the ledger's sums are right, now that no job is open.
    private List<String> sums() {
        List<String> breaches = new ArrayList<>();
        stage.view()
                .pods()
                .forEach(
                        (name, pod) -> {
                            long ended = pod.completed() + pod.failed() + pod.cancelled();
                            if (pod.accepted() != ended + pod.open() || pod.open() != 0) {
                                breaches.add(
                                        "A: %s accepted %d, of which %d completed, %d failed, %d were cancelled, %d are open"
                                                .formatted(
                                                        name,
                                                        pod.accepted(),
                                                        pod.completed(),
                                                        pod.failed(),
                                                        pod.cancelled(),
                                                        pod.open()));
                            }
                        });
        return breaches;
    }

    /// A: the outcome of each job and request.
    private List<String> outcomes(List<String> ids, Fault.Harm harm) {
        List<String> breaches = new ArrayList<>();
        for (List<String> some : batches(ids)) {
            for (ManagerUnderTest.JobView job : found(some, breaches)) {
                breaches.addAll(faults(job, harm));
            }
        }
        if (harm == Fault.Harm.NONE && !stage.load.failures().isEmpty()) {
            breaches.add(
                    "A: %d of %d direct requests failed, first with %s"
                            .formatted(
                                    stage.load.failures().size(),
                                    stage.load.failures().size() + stage.load.good(),
                                    stage.load.failures().getFirst().reason()));
        }
        return breaches;
    }

    private List<ManagerUnderTest.JobView> found(List<String> ids, List<String> breaches) {
        try {
            return stage.manager().jobs(ids);
        } catch (IllegalStateException e) {
            breaches.add("A: an accepted job is lost: " + e.getMessage());
            return List.of();
        }
    }

    private List<String> faults(ManagerUnderTest.JobView job, Fault.Harm harm) {
        List<String> faults = new ArrayList<>();
        boolean failed = job.state().equals("FAILED");
        if (!job.ended()) {
            faults.add("A: job %s of %s is still %s".formatted(job.id(), job.pod(), job.state()));
        }
        if (failed && job.reason().isBlank()) {
            faults.add("A: job %s failed without a reason".formatted(job.id()));
        }
        if (failed && harm == Fault.Harm.NONE && !stage.doomed.contains(job.id())) {
            faults.add("A: job %s of %s failed: %s".formatted(job.id(), job.pod(), job.reason()));
        }
        if (job.attempts() > 1 && !job.pod().equals(BackgroundLoad.POD)) {
            faults.add("A: job %s ran %d times".formatted(job.id(), job.attempts()));
        }
        return faults;
    }

    /// C: where Docker, HAProxy and the manager disagree.
    private List<String> differences() {
        List<String> differences = new ArrayList<>();
        ManagerView view = stage.view();
        Set<String> seen =
                view.nodes()
                        .filter(n -> !n.container().isEmpty())
                        .map(n -> n.name() + "=" + n.container())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there =
                stage.docker.containers().stream()
                        .filter(c -> !c.node().isEmpty())
                        .map(c -> c.node() + "=" + c.id())
                        .collect(Collectors.toCollection(TreeSet::new));
        compare(differences, "the manager", seen, "Docker", there);
        Set<String> online =
                view.nodes()
                        .filter(n -> n.state() == NodeState.ONLINE)
                        .map(ManagerView.Node::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        try {
            compare(differences, "the manager", online, "HAProxy", up());
        } catch (IOException e) {
            differences.add("C: HAProxy does not answer: " + e.getMessage());
        }
        return differences;
    }

    private static void compare(
            List<String> differences,
            String one,
            Set<String> ones,
            String other,
            Set<String> others) {
        if (!ones.equals(others)) {
            Set<String> only = new TreeSet<>(ones);
            only.removeAll(others);
            Set<String> onlyThere = new TreeSet<>(others);
            onlyThere.removeAll(ones);
            differences.add(
                    "C: only %s has %s, only %s has %s".formatted(one, only, other, onlyThere));
        }
    }

    /// The servers that HAProxy sends requests to.
    private Set<String> up() throws IOException {
        String[] lines = stage.balancer("show stat").split("\n");
        List<String> names = List.of(lines[0].replace("# ", "").split(",", -1));
        Set<String> up = new TreeSet<>();
        for (String line : List.of(lines).subList(1, lines.length)) {
            String[] cells = line.split(",", -1);
            if (cells.length < names.size()) {
                continue;
            }
            String server = cells[names.indexOf("svname")];
            boolean serves = cells[names.indexOf("status")].startsWith("UP");
            if (serves && !server.equals("BACKEND") && !server.equals("FRONTEND")) {
                up.add(server);
            }
        }
        return up;
    }

    /// D: what is left although nothing needs it.
    private List<String> leftovers() throws IOException {
        List<String> left = new ArrayList<>();
        Set<String> networks = new TreeSet<>();
        networks.add("ec-" + stage.cloud + "-edge");
        stage.view()
                .pods()
                .forEach(
                        (name, pod) -> {
                            if (pod.initialised()) {
                                networks.add("ec-" + stage.cloud + "." + name);
                            }
                        });
        Set<String> there = new TreeSet<>(stage.docker.networks());
        if (!there.equals(networks)) {
            left.add("D: the networks are %s, not %s".formatted(there, networks));
        }
        if (stage.manager().pid() != pid) {
            calibrate();
        }
        if (handles() > handles + MORE_HANDLES) {
            left.add("D: the manager has %d file handles, %d before".formatted(handles(), handles));
        }
        if (threads() > threads + MORE_THREADS) {
            left.add("D: the manager has %d threads, %d before".formatted(threads(), threads));
        }
        long temporary = files(stage.sandbox.data().resolve("tmp"));
        if (temporary > MOST_TEMPORARY) {
            left.add("D: there are %d temporary files".formatted(temporary));
        }
        return left;
    }

    private long handles() throws IOException {
        return files(Path.of("/proc/" + stage.manager().pid() + "/fd"));
    }

    private long threads() throws IOException {
        return files(Path.of("/proc/" + stage.manager().pid() + "/task"));
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}

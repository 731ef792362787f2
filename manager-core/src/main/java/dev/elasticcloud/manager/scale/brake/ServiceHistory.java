package dev.elasticcloud.manager.scale.brake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A pod's throughput in the last two minutes, with at most one sample a second. Immutable.
record ServiceHistory(List<ServiceSample> samples) {

    static final ServiceHistory NONE = new ServiceHistory(List.of());

    private static final int MOST_SAMPLES = 120;

    /// Samples further apart are not used as an interval.
    private static final double LONGEST_GAP_SECONDS = 5;

    /// For this many jobs' time after the node count changed, jobs that started before are still
    /// ending.
    private static final double SETTLING_JOBS = 1.5;

    private static final double SHORTEST_SETTLING_SECONDS = 1;

    ServiceHistory {
        samples = List.copyOf(samples);
    }

    /// The interval between two consecutive samples with jobs waiting at both.
    ///
    /// @param jobs how many ended
    /// @param running how many ran
    /// @param starting whether nodes were starting
    record Piece(
            Instant from,
            Instant until,
            double jobs,
            double seconds,
            int running,
            boolean starting) {}

    /// A period with a constant node count.
    private record Run(int nodes, Instant since, List<Piece> pieces) {

        List<Piece> settled() {
            Served.Tally all = new Served.Tally();
            pieces.forEach(all::add);
            double seconds = Math.max(SHORTEST_SETTLING_SECONDS, SETTLING_JOBS * all.jobSeconds());
            Instant from = since.plusNanos((long) (seconds * 1e9));
            return pieces.stream().filter(piece -> !piece.from().isBefore(from)).toList();
        }
    }

    /// Adds a sample; the last one of each second is kept.
    ServiceHistory with(ServiceSample sample) {
        List<ServiceSample> kept = new ArrayList<>(samples);
        ServiceSample last = samples.isEmpty() ? sample : samples.getLast();
        if (!samples.isEmpty() && last.at().getEpochSecond() == sample.at().getEpochSecond()) {
            kept.set(kept.size() - 1, sample.inPlaceOf(last));
        } else {
            kept.add(sample);
        }
        return new ServiceHistory(
                kept.subList(Math.max(0, kept.size() - MOST_SAMPLES), kept.size()));
    }

    /// The samples before a moment.
    List<ServiceSample> within(Duration window, Instant now) {
        return samples.stream().filter(s -> s.at().isAfter(now.minus(window))).toList();
    }

    /// When the current node count was first seen.
    Instant run() {
        return runs().getLast().since();
    }

    /// The recent throughput while jobs waited, with any node count.
    Served lately(Duration window, Instant now) {
        Served.Tally tally = new Served.Tally();
        for (Run run : runs()) {
            for (Piece piece : run.pieces()) {
                if (piece.until().isAfter(now.minus(window))) {
                    tally.add(piece);
                }
            }
        }
        return tally.of(0);
    }

    /// The throughput of the current node count after it settled, within a window, excluding time
    /// in which starting nodes used the processors.
    Served present(Duration window, Instant now) {
        Run present = runs().getLast();
        Served.Tally tally = new Served.Tally();
        for (Piece piece : present.settled()) {
            if (!piece.starting() && piece.until().isAfter(now.minus(window))) {
                tally.add(piece);
            }
        }
        return tally.of(present.nodes());
    }

    /// The earlier throughput of smaller node counts, the smallest first. Time with starting nodes
    /// is included: it lowers these rates, which favours growth.
    List<Served> smaller() {
        List<Run> runs = runs();
        int present = runs.getLast().nodes();
        TreeMap<Integer, Served.Tally> tallies = new TreeMap<>();
        for (Run run : runs) {
            if (run.nodes() > 0 && run.nodes() < present) {
                Served.Tally tally = tallies.computeIfAbsent(run.nodes(), n -> new Served.Tally());
                run.settled().forEach(tally::add);
            }
        }
        return tallies.entrySet().stream().map(e -> e.getValue().of(e.getKey())).toList();
    }

    /// In time order.
    private List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        ServiceSample from = null;
        for (ServiceSample to : samples) {
            if (from == null || from.online() != to.online()) {
                runs.add(new Run(to.online(), to.at(), new ArrayList<>()));
            } else if (from.queueing() && to.queueing()) {
                double seconds = Duration.between(from.at(), to.at()).toNanos() / 1e9;
                double jobs = to.completions().orElse(-1) - from.completions().orElse(0);
                if (jobs >= 0 && seconds > 0 && seconds <= LONGEST_GAP_SECONDS) {
                    runs.getLast()
                            .pieces()
                            .add(
                                    new Piece(
                                            from.at(),
                                            to.at(),
                                            jobs,
                                            seconds,
                                            to.running(),
                                            to.starting()));
                }
            }
            from = to;
        }
        return runs;
    }
}

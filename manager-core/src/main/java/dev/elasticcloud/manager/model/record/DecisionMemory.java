package dev.elasticcloud.manager.model.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the autoscaler remembered of a pod at one decision, as data: only what that decision could
/// depend on. All times are steady time.
///
/// @param window the recent counts that a cooldown could hold to; absent before the first evaluation
/// @param grown recent growth, for the rate limits
/// @param shrunk recent shrinking, for the rate limits
/// @param rules what each rule remembered, by its name; rules without memory are absent
public record DecisionMemory(
        @Nullable List<Count> window,
        List<Count> grown,
        List<Count> shrunk,
        SortedMap<String, Rule> rules,
        Brakes brakes) {

    public DecisionMemory {
        window = window == null ? null : List.copyOf(window);
        grown = List.copyOf(grown);
        shrunk = List.copyOf(shrunk);
        rules = new TreeMap<>(rules);
    }

    /// A number of nodes at a moment.
    public record Count(int nodes, Instant at) {}

    /// What a rule remembered: each kind of rule has its own parts.
    ///
    /// @param mean of a band's usage, or of the jobs for concurrency
    /// @param panic of concurrency
    /// @param learned by a forecast
    public record Rule(@Nullable Mean mean, @Nullable Panic panic, @Nullable Learned learned) {}

    /// Sums and counts of each second, the newest first.
    ///
    /// @param newest the newest second
    public record Mean(long newest, List<Double> sums, List<Integer> counts) {
        public Mean {
            sums = List.copyOf(sums);
            counts = List.copyOf(counts);
        }
    }

    /// @param slots two seconds long, each with the highest count in it
    public record Panic(@Nullable Instant since, int peak, List<Peak> slots) {
        public Panic {
            slots = List.copyOf(slots);
        }
    }

    /// The highest count of a slot.
    public record Peak(long slot, int count) {}

    /// The state of a forecaster.
    ///
    /// @param day the means of those parts of the day that the forecast looks at
    /// @param week the means of those parts of the week that the forecast looks at
    public record Learned(
            long tickMillis,
            long newest,
            int seen,
            List<Double> means,
            List<Double> errors,
            double sigma,
            double k,
            Map<Integer, Double> day,
            Map<Integer, Double> week) {
        public Learned {
            means = List.copyOf(means);
            errors = List.copyOf(errors);
            day = new TreeMap<>(day);
            week = new TreeMap<>(week);
        }
    }

    /// What the brakes remembered.
    ///
    /// @param wanted how many nodes were wanted at the last evaluation
    /// @param raised when that number last grew
    public record Brakes(
            int wanted, @Nullable Instant raised, Samples samples, @Nullable Growth growth) {}

    /// Samples of a pod's service by columns, the oldest first.
    ///
    /// @param from the moment of the first
    /// @param nanos how long after it each was taken
    /// @param completions jobs answered; -1 while unknown
    /// @param flags 1 if jobs waited, plus 2 if nodes were starting, plus 4 if the hosts were full
    public record Samples(
            Instant from,
            List<Long> nanos,
            List<Double> completions,
            List<Integer> online,
            List<Integer> running,
            List<Integer> flags,
            List<Integer> throttled,
            List<Integer> starved,
            List<Integer> waiting) {
        public Samples {
            nanos = List.copyOf(nanos);
            completions = List.copyOf(completions);
            online = List.copyOf(online);
            running = List.copyOf(running);
            flags = List.copyOf(flags);
            throttled = List.copyOf(throttled);
            starved = List.copyOf(starved);
            waiting = List.copyOf(waiting);
        }
    }

    /// The review of recent growth.
    ///
    /// @param hold growth that did not help; absent while growth is unrestricted
    public record Growth(
            @Nullable Hold hold,
            Duration pause,
            int limit,
            @Nullable Instant judged,
            @Nullable Instant queued) {}

    /// Growth that did not help.
    public record Hold(Served before, Served after, int allowed, Duration pause, Instant until) {}

    /// The throughput of a number of nodes.
    public record Served(
            int nodes,
            double jobs,
            double seconds,
            int pieces,
            double scatter,
            double jobSeconds) {}
}

package dev.elasticcloud.manager.model.status;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A histogram of durations of one kind.
///
/// @param counts how many took at most each of [#BOUNDS] but more than the previous one; the last
///     counts those above all bounds
/// @param seconds their total
public record Timings(List<Long> counts, double seconds) {

    /// In ascending seconds: from an exchange with the balancer to a job of minutes.
    public static final List<Double> BOUNDS =
            List.of(
                    .0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1., 2.5,
                    5., 10., 30., 60., 300.);

    public static final Timings NONE = new Timings(Collections.nCopies(BOUNDS.size() + 1, 0L), 0);

    public Timings {
        counts = List.copyOf(counts);
        if (counts.size() != BOUNDS.size() + 1) {
            throw new IllegalArgumentException(
                    "%d counts do not fit %d bounds".formatted(counts.size(), BOUNDS.size()));
        }
    }

    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    public Timings plus(Timings other) {
        List<Long> sums = new ArrayList<>(counts);
        for (int i = 0; i < sums.size(); i++) {
            sums.set(i, sums.get(i) + other.counts().get(i));
        }
        return new Timings(sums, seconds + other.seconds());
    }
}

package dev.elasticcloud.manager.scale.brake;

import dev.elasticcloud.manager.model.Numbers;
import dev.elasticcloud.manager.model.observed.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks whether the last growth helped, and remembers growth that did not, so that it is not
/// repeated for a while.
///
/// @param hold the growth that did not help; absent while growth is unrestricted
/// @param pause for how long the next such growth is not repeated
/// @param limit the node count of the last hold; growth beyond it that helps resets the pause
/// @param judged the last evaluated period of a constant node count; each is evaluated once
/// @param queued when jobs last waited
record GrowthReview(
        @Nullable Hold hold,
        Duration pause,
        int limit,
        @Nullable Instant judged,
        @Nullable Instant queued) {

    static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    static final GrowthReview NONE = new GrowthReview(null, FIRST_PAUSE, 0, null, null);

    /// Growth with less gain than this is not repeated.
    static final double LEAST_GAIN = 0.25;

    /// Such growth is also reverted if its likely gain is less than this.
    static final double NO_GAIN = 0.05;

    /// After this time without a queue, the next queue is unrelated to earlier growth.
    private static final Duration LOAD_GONE = Duration.ofSeconds(10);

    /// A rate changed by this factor indicates different jobs or a different bottleneck.
    private static final double OTHER_RATE = 1.5;

    private static final Duration PRESENT = Duration.ofSeconds(120);
    private static final Duration RECENT = Duration.ofSeconds(20);

    /// Growth that did not help.
    ///
    /// @param before the service before it
    /// @param after the service after it
    /// @param allowed how many nodes are enough
    record Hold(Served before, Served after, int allowed, Duration pause, Instant until) {

        boolean takesBack() {
            return allowed < after.nodes();
        }

        String words() {
            String rates =
                    after.rate() > before.rate() ? "raised the rate only" : "lowered the rate";
            String then = Numbers.format(before.rate(), 1);
            String now = Numbers.format(after.rate(), 1);
            String change =
                    then.equals(now)
                            ? "left the rate at " + now
                            : "%s from %s to %s".formatted(rates, then, now);
            return "%d to %d nodes %s jobs/s; %snot repeated for %d s"
                    .formatted(
                            before.nodes(),
                            after.nodes(),
                            change,
                            takesBack() ? "taken back and " : "",
                            pause.toSeconds());
        }
    }

    Optional<Hold> held() {
        return Optional.ofNullable(hold);
    }

    /// Whether the service is still compared at a moment, because jobs wait or recently did.
    boolean recentlyQueued(Instant now) {
        return queued != null && now.isBefore(queued.plus(LOAD_GONE));
    }

    /// Evaluates the service up to now.
    ///
    /// @param wanted how many nodes are wanted now
    GrowthReview next(ServiceHistory history, Signals signals, int wanted) {
        Instant now = signals.steady();
        Instant queue = signals.queued() > 0 ? now : queued;
        if (queue == null || !now.isBefore(queue.plus(LOAD_GONE))) {
            return new GrowthReview(null, FIRST_PAUSE, 0, null, queue);
        }
        GrowthReview seen = new GrowthReview(hold, pause, limit, judged, queue);
        if (seen.changed(history.present(RECENT, now), wanted)) {
            return new GrowthReview(null, FIRST_PAUSE, 0, history.run(), queue);
        }
        return seen.judge(history, now).expired(now);
    }

    /// Whether a hold's basis no longer applies: its nodes were removed for another reason, or the
    /// rate has changed.
    private boolean changed(Served present, int wanted) {
        Hold held = hold;
        return held != null
                && (wanted < held.before().nodes()
                        || GrowthComparison.differs(held.after(), present, OTHER_RATE));
    }

    private GrowthReview expired(Instant now) {
        return hold == null || now.isBefore(hold.until())
                ? this
                : new GrowthReview(null, pause, limit, judged, queued);
    }

    private GrowthReview judge(ServiceHistory history, Instant now) {
        Instant run = history.run();
        Hold held = hold;
        boolean again = run.equals(judged);
        if (held == null && again || held != null && (!again || held.takesBack())) {
            return this;
        }
        Served after = history.present(PRESENT, now);
        Served enough = null;
        Served useless = null;
        boolean helped = false;
        List<Served> smaller = history.smaller();
        for (int i = 0; i < smaller.size(); i++) {
            Served alone = smaller.get(i);
            helped |= alone.nodes() >= limit && helped(alone, after);
            for (Served before : together(smaller.subList(0, i + 1))) {
                GrowthComparison comparison = new GrowthComparison(before, after);
                if (comparison.possible() && comparison.most() < LEAST_GAIN) {
                    useless = before;
                    enough = enough == null && comparison.likeliest() < NO_GAIN ? before : enough;
                }
            }
        }
        if (enough != null) {
            return held(held, enough, after, enough.nodes(), run, now);
        }
        if (useless != null && held == null) {
            return held(null, useless, after, after.nodes(), run, now);
        }
        return helped && held == null
                ? new GrowthReview(null, FIRST_PAUSE, 0, judged, queued)
                : this;
    }

    private static boolean helped(Served before, Served after) {
        GrowthComparison comparison = new GrowthComparison(before, after);
        return comparison.possible() && comparison.least() > LEAST_GAIN;
    }

    /// The last node count by itself, and combined with more and more of the earlier ones: during
    /// growth a count is seldom kept long enough to see many jobs.
    private static List<Served> together(List<Served> smaller) {
        List<Served> all = new ArrayList<>();
        for (Served fewer : smaller.reversed()) {
            all.add(all.isEmpty() ? fewer : all.getLast().with(fewer));
        }
        return all;
    }

    private GrowthReview held(
            @Nullable Hold earlier,
            Served before,
            Served after,
            int allowed,
            Instant run,
            Instant now) {
        Duration lasting = earlier == null ? pause : earlier.pause();
        Duration doubled = lasting.multipliedBy(2);
        return new GrowthReview(
                new Hold(before, after, allowed, lasting, now.plus(lasting)),
                doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled,
                allowed,
                run,
                queued);
    }
}

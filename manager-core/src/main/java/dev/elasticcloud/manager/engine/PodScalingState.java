package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.engine.reaction.PodReactions;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.scale.ScaleMemory;
import dev.elasticcloud.manager.view.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the loop remembers of one pod from round to round; owned by the loop's thread. All times
/// are steady time.
final class PodScalingState {

    private static final double RATE_SMOOTHING_SECONDS = 3;

    /// How long to wait for requested nodes before giving up on them.
    private static final Duration GIVEN_UP = Duration.ofMinutes(2);

    private ScaleMemory memory = ScaleMemory.NOTHING;
    private @Nullable Decision decision;
    private @Nullable Instant evaluatedAt;
    private @Nullable Instant storedAt;
    private Instant storedUntil = Instant.MIN;
    private @Nullable PodTraffic lastTraffic;
    private @Nullable Instant lastTrafficAt;
    private double arrivalRate;
    private @Nullable Decision growing;
    private Instant growingSince = Instant.EPOCH;
    private int onlineBeforeGrowth;
    private @Nullable Duration reaction;
    private final PodReactions reactions = new PodReactions();
    private double nodeSeconds;
    private double mostNodeSeconds;
    private @Nullable Instant costedAt;

    ScaleMemory memory() {
        return memory;
    }

    @Nullable Decision decision() {
        return decision;
    }

    @Nullable Duration reaction() {
        return reaction;
    }

    /// How long a node takes from being wanted to serving: measured, or estimated before the first
    /// measurement.
    Duration provisioning() {
        Duration measured = reaction;
        return measured == null ? PodStatus.FIRST_PROVISIONING : measured;
    }

    @Nullable Instant evaluatedAt() {
        return evaluatedAt;
    }

    PodReactions reactions() {
        return reactions;
    }

    /// Accepts a new evaluation; consecutive equal ones are merged into one decision that covers a
    /// longer time. Returns what should be stored now: the decision that ended, if its end is not
    /// stored, and the new one.
    ///
    /// @param decidedAt when the evaluation was made, not before `now`
    List<Decision> evaluated(
            Decision made, ScaleMemory remembered, Instant now, Instant decidedAt, int online) {
        memory = remembered;
        evaluatedAt = now;
        Decision latest =
                switch (made.verdict()) {
                    case SCALE_UP -> reactions.decided(made, decidedAt);
                    case SCALE_DOWN -> {
                        reactions.shrunk(decidedAt);
                        yield made;
                    }
                    case HOLD -> made;
                };
        Decision before = decision;
        boolean same = before != null && latest.continues(before);
        decision = same && before != null ? latest.since(before.at()) : latest;
        if (latest.verdict() == Decision.Verdict.SCALE_UP && growing == null) {
            growing = latest;
            growingSince = now;
            onlineBeforeGrowth = online;
        }
        Instant stored = storedAt;
        boolean due = !same || stored == null || now.isAfter(stored.plusSeconds(5));
        List<Decision> store = new ArrayList<>();
        if (before != null && !same && before.until().isAfter(storedUntil)) {
            store.add(before);
        }
        if (due) {
            storedAt = now;
            storedUntil = decision.until();
            store.add(decision);
        }
        return store;
    }

    /// Takes what this round sees of the nodes that decisions added. Returns the decisions to be
    /// stored.
    List<Decision> follow(PodView pod, Map<NodeName, Instant> answers, Instant now) {
        List<Decision> changed = reactions.follow(pod, answers, now);
        Decision shown = decision;
        if (shown != null) {
            decision = reactions.latest(shown);
        }
        changed.forEach(this::keepSteps);
        return changed;
    }

    /// What is stored of a decision later must not lack the steps stored of it now.
    private void keepSteps(Decision changed) {
        Decision cause = growing;
        if (cause != null && cause.at().equals(changed.at())) {
            growing = changed;
        }
        Decision shown = decision;
        if (shown != null && shown.at().equals(changed.at())) {
            decision = changed;
        }
    }

    /// Turns the balancer's counter into an arrival rate, smoothed over a few seconds.
    double arrivalRate(@Nullable PodTraffic traffic, Instant now) {
        PodTraffic before = lastTraffic;
        Instant beforeAt = lastTrafficAt;
        if (traffic == null) {
            return 0;
        }
        if (before == null || beforeAt == null || traffic.requests() < before.requests()) {
            lastTraffic = traffic;
            lastTrafficAt = now;
            return arrivalRate;
        }
        double seconds = Duration.between(beforeAt, now).toNanos() / 1e9;
        if (seconds >= 0.2) {
            double rate = (traffic.requests() - before.requests()) / seconds;
            double weight = 1 - Math.exp(-seconds / RATE_SMOOTHING_SECONDS);
            arrivalRate += (rate - arrivalRate) * weight;
            lastTraffic = traffic;
            lastTrafficAt = now;
        }
        return arrivalRate;
    }

    /// Accepts the number of serving nodes. Once the first node added by a decision serves,
    /// returns that decision with the time it took.
    Optional<Decision> online(int online, int most, Instant now) {
        cost(online, most, now);
        Decision cause = growing;
        if (cause == null) {
            return Optional.empty();
        }
        if (online > onlineBeforeGrowth) {
            Duration taken = Duration.between(growingSince, now);
            Decision served =
                    reactions.served(cause.at(), taken).orElseGet(() -> cause.withServing(taken));
            reaction = taken;
            growing = null;
            Decision shown = decision;
            if (shown != null && shown.at().equals(cause.at())) {
                decision = served;
            }
            return Optional.of(served);
        }
        if (now.isAfter(growingSince.plus(GIVEN_UP))) {
            growing = null;
        }
        return Optional.empty();
    }

    private void cost(int online, int most, Instant now) {
        Instant before = costedAt;
        if (before != null) {
            double seconds = Duration.between(before, now).toNanos() / 1e9;
            nodeSeconds += online * seconds;
            mostNodeSeconds += most * seconds;
        }
        costedAt = now;
    }

    PodStatus.Cost cost() {
        return new PodStatus.Cost(nodeSeconds / 3600, mostNodeSeconds / 3600);
    }

    static int most(PodSpec pod) {
        return pod.elasticity().enabled() ? pod.elasticity().max() : pod.maxNodes();
    }
}

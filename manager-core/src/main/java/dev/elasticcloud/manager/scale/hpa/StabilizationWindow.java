package dev.elasticcloud.manager.scale.hpa;

import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Remembers recent proposals, so that a count follows the most cautious of them rather than each
/// one. New proposals replace outdated ones, so the list is no longer than the longest window
/// needs.
public record StabilizationWindow(List<Proposal> proposals) {

    public static final StabilizationWindow NONE = new StabilizationWindow(List.of());

    /// The count that was wanted at one moment.
    public record Proposal(int replicas, Instant at) {}

    /// A stabilised count, and the proposals to remember.
    public record Calmed(int replicas, StabilizationWindow remembered) {}

    public StabilizationWindow {
        proposals = List.copyOf(proposals);
    }

    /// A list that starts with the current count.
    public static StabilizationWindow startingAt(int current, Instant now) {
        return new StabilizationWindow(List.of(new Proposal(current, now)));
    }

    /// The highest proposal of a window, which stabilises decreases only.
    public Calmed highest(int desired, Duration window, Instant now) {
        Instant from = now.minus(window);
        int highest = desired;
        int free = -1;
        for (int i = 0; i < proposals.size(); i++) {
            Proposal proposal = proposals.get(i);
            if (proposal.at().isBefore(from)) {
                free = i;
            } else {
                highest = Math.max(highest, proposal.replicas());
            }
        }
        return new Calmed(highest, with(desired, free, now));
    }

    /// The current count, moved no further than the most cautious proposal of each direction's
    /// window.
    public Calmed calm(int current, int desired, ScalingBehaviour behaviour, Instant now) {
        Instant upFrom = now.minus(behaviour.up().calm());
        Instant downFrom = now.minus(behaviour.down().calm());
        int lowest = desired;
        int highest = desired;
        int free = -1;
        for (int i = 0; i < proposals.size(); i++) {
            Proposal proposal = proposals.get(i);
            if (proposal.at().isAfter(upFrom)) {
                lowest = Math.min(lowest, proposal.replicas());
            }
            if (proposal.at().isAfter(downFrom)) {
                highest = Math.max(highest, proposal.replicas());
            }
            if (proposal.at().isBefore(upFrom) && proposal.at().isBefore(downFrom)) {
                free = i;
            }
        }
        int calmed = Math.min(Math.max(current, lowest), highest);
        return new Calmed(calmed, with(desired, free, now));
    }

    /// Those proposals that alone determine the next count: the lowest within the window of growing
    /// and the highest within that of shrinking.
    ///
    /// @param calm the downscale stabilisation window when there is no behaviour
    public StabilizationWindow decisive(
            Optional<ScalingBehaviour> behaviour, Duration calm, Instant now) {
        Instant upFrom = now.minus(behaviour.map(b -> b.up().calm()).orElse(Duration.ZERO));
        Instant downFrom = now.minus(behaviour.map(b -> b.down().calm()).orElse(calm));
        List<Proposal> decisive = new ArrayList<>();
        proposals.stream()
                .filter(p -> p.at().isAfter(upFrom))
                .min(Comparator.comparingInt(Proposal::replicas))
                .ifPresent(decisive::add);
        proposals.stream()
                .filter(
                        p ->
                                behaviour.isPresent()
                                        ? p.at().isAfter(downFrom)
                                        : !p.at().isBefore(downFrom))
                .max(Comparator.comparingInt(Proposal::replicas))
                .ifPresent(decisive::add);
        return new StabilizationWindow(decisive);
    }

    private StabilizationWindow with(int desired, int free, Instant now) {
        List<Proposal> kept = new ArrayList<>(proposals);
        Proposal added = new Proposal(desired, now);
        if (free >= 0) {
            kept.set(free, added);
        } else {
            kept.add(added);
        }
        return new StabilizationWindow(kept);
    }
}

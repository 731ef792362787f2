package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Elasticity;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A pod's past lived through again with other settings, beside what happened. All courses are
/// reckoned by one model of nodes and queue, the one that happened included, so that they compare.
///
/// @param happened with the nodes there were
/// @param otherwise with the settings asked about
/// @param ruleAlone with each of those settings' rules and no other
/// @param nodeHoursAtMost what always running the most nodes would have used
public record WhatIf(
        PodName pod,
        Instant from,
        Instant to,
        Duration provisioning,
        Course happened,
        Course otherwise,
        List<Course> ruleAlone,
        double nodeHoursAtMost) {

    public WhatIf {
        ruleAlone = List.copyOf(ruleAlone);
    }

    /// What is asked.
    ///
    /// @param elasticity the settings to try
    /// @param provisioning how long nodes would take to serve; as measured when absent
    public record Question(
            HistoryRange range, Elasticity elasticity, @Nullable Duration provisioning) {

        /// How much of the past may be lived through again: each second of it takes some work.
        public static final Duration MAX_RANGE = Duration.ofDays(7);

        public Question {
            Duration asked = Duration.between(range.from(), range.to());
            if (asked.compareTo(MAX_RANGE) > 0) {
                throw new IllegalArgumentException(
                        "A what-if may cover %d days at most, not %.1f: choose a later 'from'"
                                .formatted(MAX_RANGE.toDays(), asked.toSeconds() / 86_400.0));
            }
        }
    }

    /// How it went by one set of settings.
    ///
    /// @param changes how often the count changed
    /// @param unmet mean share of the demand without a node, 0 to 1
    /// @param late share of the work that waited longer than a second, 0 to 1
    /// @param nodes how many served, from each moment on that this changed
    /// @param decisions those that changed the count, each with its reasons
    public record Course(
            String name,
            double nodeHours,
            int changes,
            double unmet,
            double late,
            List<Count> nodes,
            List<Decision> decisions) {
        public Course {
            nodes = List.copyOf(nodes);
            decisions = List.copyOf(decisions);
        }
    }

    /// A count from a moment on.
    public record Count(Instant at, int nodes) {}
}

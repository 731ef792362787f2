package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Elasticity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A replay of a pod's history with other settings, beside what happened. All courses, including
/// the one that happened, are computed with one model of nodes and queue, so that they are
/// comparable.
///
/// @param happened the course with the actual nodes
/// @param otherwise the course with the given settings
/// @param ruleAlone the course with each of those settings' rules alone
/// @param nodeHoursAtMost what always running the maximum of nodes would have used
/// @param host the machine that the settings were tried on; absent if none was given, and then no
///     machine bounds any course
public record WhatIf(
        PodName pod,
        Instant from,
        Instant to,
        Duration provisioning,
        Course happened,
        Course otherwise,
        List<Course> ruleAlone,
        double nodeHoursAtMost,
        @Nullable Host host) {

    public WhatIf {
        ruleAlone = List.copyOf(ruleAlone);
    }

    /// The settings of a what-if request.
    ///
    /// @param elasticity the settings to try
    /// @param provisioning how long nodes would take to serve; the measured time when absent
    /// @param host the machine to try them on; when absent, no machine bounds nodes and work
    public record Question(
            HistoryRange range,
            Elasticity elasticity,
            @Nullable Duration provisioning,
            @Nullable Host host) {

        /// A request without a machine, so that none is ever full.
        public Question(
                HistoryRange range, Elasticity elasticity, @Nullable Duration provisioning) {
            this(range, elasticity, provisioning, null);
        }

        /// The longest range that may be replayed: each second of it costs some work.
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

    /// A machine; in a request, absent values are those of the actual machine.
    ///
    /// @param cores processors
    /// @param memoryBytes memory without swap
    /// @param overcommit how many times the processors may be promised as limits
    public record Host(OptionalDouble cores, OptionalLong memoryBytes, OptionalDouble overcommit) {

        public Host {
            if (cores.isPresent() && !(cores.getAsDouble() > 0 && cores.getAsDouble() <= 10_000)) {
                throw new IllegalArgumentException(
                        "A host has more than 0 and at most 10,000 cores");
            }
            if (memoryBytes.isPresent() && memoryBytes.getAsLong() <= 0) {
                throw new IllegalArgumentException("A host has more than 0 bytes of memory");
            }
            if (overcommit.isPresent()
                    && !(overcommit.getAsDouble() >= 0.1 && overcommit.getAsDouble() <= 20)) {
                throw new IllegalArgumentException("Overcommit is from 0.1 to 20");
            }
        }

        /// This machine, with another's figures for absent values.
        public Host orElse(Host other) {
            return new Host(
                    cores.isPresent() ? cores : other.cores,
                    memoryBytes.isPresent() ? memoryBytes : other.memoryBytes,
                    overcommit.isPresent() ? overcommit : other.overcommit);
        }
    }

    /// The course of a replay with one set of settings.
    ///
    /// @param changes how often the count changed
    /// @param unmet mean share of the demand without a node, 0 to 1
    /// @param late share of the work that waited longer than a second, 0 to 1
    /// @param nodes how many served, at each change
    /// @param decisions those that changed the count, with their reasons
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

    /// A count from a given moment on.
    public record Count(Instant at, int nodes) {}
}

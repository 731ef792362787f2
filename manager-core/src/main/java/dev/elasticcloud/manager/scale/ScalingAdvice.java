package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.Numbers;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.Measure;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Warns of settings that make a count oscillate, or never change. A pure function of the settings
/// and the provisioning time.
public final class ScalingAdvice {

    /// Counts up to this one always step over a band; its middle keeps them from oscillating.
    private static final int ENOUGH = 10;

    private ScalingAdvice() {}

    /// The hosts' total capacity for nodes.
    ///
    /// @param cpus processors that may be promised, overcommit included
    /// @param memoryBytes memory that may be promised to nodes
    public record Room(double cpus, long memoryBytes) {

        /// Hosts that are unknown or unbounded.
        public static final Room UNBOUNDED = new Room(Double.POSITIVE_INFINITY, Long.MAX_VALUE);
    }

    /// The advice for the pods whose elasticity or limits differ between two specs.
    ///
    /// @param provisioning how long a pod's nodes take to serve
    public static List<String> ofChanges(
            CloudSpec before,
            CloudSpec after,
            Function<PodName, Duration> provisioning,
            Room room) {
        return after.pods().values().stream()
                .filter(
                        pod ->
                                !before.pod(pod.name())
                                        .map(ScalingAdvice::size)
                                        .equals(Optional.of(size(pod))))
                .flatMap(pod -> of(pod, provisioning.apply(pod.name()), room).stream())
                .distinct()
                .toList();
    }

    /// The settings that the advice depends on.
    private record Size(Elasticity elasticity, NodeLimits limits) {}

    private static Size size(PodSpec pod) {
        return new Size(pod.elasticity(), pod.limits());
    }

    /// @param provisioning how long the pod's nodes take to serve
    public static List<String> of(PodSpec pod, Duration provisioning, Room room) {
        List<String> warnings = new ArrayList<>(of(pod, provisioning));
        fits(pod, room).ifPresent(warnings::add);
        return warnings;
    }

    private static Optional<String> fits(PodSpec pod, Room room) {
        int max = pod.elasticity().max();
        NodeLimits limits = pod.limits();
        int byCpu = (int) Math.floor(room.cpus() / limits.cpus() + 1e-9);
        int byMemory = (int) Math.min(Integer.MAX_VALUE, room.memoryBytes() / limits.memoryBytes());
        int fit = Math.min(byCpu, byMemory);
        if (!pod.elasticity().enabled() || fit >= max) {
            return Optional.empty();
        }
        String needed =
                byCpu <= byMemory
                        ? "%s CPU, and the hosts have %s for nodes"
                                .formatted(
                                        Numbers.format(max * limits.cpus(), 2),
                                        Numbers.format(room.cpus(), 2))
                        : "%d MB of memory, and the hosts have %d for nodes"
                                .formatted(
                                        max * limits.memoryMib(),
                                        room.memoryBytes() / NodeLimits.MIB);
        return Optional.of(
                "%s: max is %d, which needs %s: no more than %d fit, even with nothing else; lower max or the limits"
                        .formatted(pod.name(), max, needed, fit));
    }

    /// The same without regard to the hosts.
    public static List<String> of(PodSpec pod, Duration provisioning) {
        Elasticity elasticity = pod.elasticity();
        List<String> warnings = new ArrayList<>();
        for (ScalingRule rule : elasticity.scaling().rules()) {
            switch (rule) {
                case ScalingRule.Band band -> {
                    narrow(elasticity, warnings);
                    follows(band.of(), rule, warnings);
                }
                case ScalingRule.Target target -> follows(target.of(), rule, warnings);
                case ScalingRule.Concurrency ignored -> {}
                case ScalingRule.Forecast ignored -> {}
                case ScalingRule.Schedule ignored -> {}
            }
        }
        if (elasticity.scaling().rules().stream().allMatch(StandardAutoscaler::isFloor)) {
            warnings.add(
                    "forecasts and schedules never remove nodes: add a rule based on usage"
                            + " or jobs, or the count only grows");
        }
        if (elasticity.cooldown().compareTo(provisioning) < 0) {
            warnings.add(
                    "the cooldown of %s s is shorter than the %s s that a node takes to serve: a node removed too early is missing for that long; raise the cooldown"
                            .formatted(seconds(elasticity.cooldown()), seconds(provisioning)));
        }
        return warnings;
    }

    /// If one node more or less moves usage across the whole band at every count, usage can never
    /// stay inside it.
    private static void narrow(Elasticity elasticity, List<String> warnings) {
        double quotient = elasticity.lowerThreshold() / elasticity.upperThreshold();
        int most = Math.max(ENOUGH, elasticity.max());
        String warning =
                "the thresholds are closer than one node's share even at %d nodes: usage steps over the band, and the count oscillates; move them apart"
                        .formatted(most);
        if (quotient > (double) most / (most + 1) && !warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    private static void follows(Measure of, ScalingRule rule, List<String> warnings) {
        if (of == Measure.MEMORY) {
            warnings.add(
                    "%s: a program's memory seldom falls when nodes are added, so the count may grow to its max; use it only if memory follows the jobs"
                            .formatted(rule.name()));
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? String.valueOf(duration.toSeconds())
                : String.valueOf(duration.toMillis() / 1000.0);
    }
}

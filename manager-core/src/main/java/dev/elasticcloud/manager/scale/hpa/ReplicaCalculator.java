package dev.elasticcloud.manager.scale.hpa;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Computes how many replicas a metric asks for.
///
/// The base is `ceil(replicas × usage / target)`, and no change while the quotient is within the
/// tolerances. Replicas without a reading count against the direction of the change: as fully used
/// when the count would fall, as idle when it would grow. Unready replicas also count as idle when
/// it would grow. Source: "Algorithm details" of the Kubernetes documentation of horizontal
/// autoscaling.
public record ReplicaCalculator(
        double toleranceDown, double toleranceUp, ReplicaGroups.Patience patience) {

    /// The controller's documented defaults.
    public static final ReplicaCalculator DEFAULT =
            new ReplicaCalculator(0.1, 0.1, ReplicaGroups.Patience.DEFAULT);

    /// A metric of each replica.
    ///
    /// @param samples by the replica's name; names of unknown replicas are allowed
    /// @param resource what is measured, `cpu` or `memory` or the name of something else
    public record PerReplica(
            List<Replica> replicas,
            Map<String, Replica.Sample> samples,
            String resource,
            Instant now) {

        public PerReplica {
            replicas = List.copyOf(replicas);
            samples = Map.copyOf(samples);
        }

        private ReplicaGroups groups(ReplicaGroups.Patience patience) {
            return ReplicaGroups.of(replicas, samples, resource.equals("cpu"), patience, now);
        }
    }

    /// Usage over target, and its inputs.
    private record Quotient(double value, int percent, long mean) {}

    /// How a quotient is computed, and how a replica without a reading counts when the count would
    /// fall.
    private interface Measure {
        Quotient of(Map<String, Long> usage);

        long assumed(String replica);
    }

    /// For usage as a percentage of each replica's request.
    public MetricProposal utilisation(int current, int target, PerReplica metric) {
        if (metric.samples().isEmpty()) {
            return new MetricProposal.Failed(
                    "resource",
                    "unable to get metrics for resource %s: no metrics returned from resource metrics API"
                            .formatted(metric.resource()));
        }
        if (metric.replicas().isEmpty()) {
            return noReplicas();
        }
        ReplicaGroups groups = metric.groups(patience);
        Map<String, Long> usage = counted(metric, groups);
        if (usage.isEmpty()) {
            return noneTargeted();
        }
        Map<String, Long> requests = new HashMap<>();
        for (Replica replica : metric.replicas()) {
            Long request = replica.request();
            if (request == null) {
                return new MetricProposal.Failed(
                        "resource",
                        "missing request for %s in replica %s"
                                .formatted(metric.resource(), replica.name()));
            }
            requests.put(replica.name(), request);
        }
        if (usage.keySet().stream().mapToLong(n -> requests.getOrDefault(n, 0L)).sum() == 0) {
            return new MetricProposal.Failed("resource", "no metrics returned matched known pods");
        }
        return replicas(
                current,
                groups,
                usage,
                new Measure() {
                    @Override
                    public Quotient of(Map<String, Long> used) {
                        return share(used, requests, target);
                    }

                    @Override
                    public long assumed(String replica) {
                        return requests.getOrDefault(replica, 0L) * Math.max(100, target) / 100;
                    }
                });
    }

    /// For the mean over the replicas of a metric of each.
    public MetricProposal averageValue(int current, long target, PerReplica metric) {
        if (metric.samples().isEmpty()) {
            return new MetricProposal.Failed(
                    "pods",
                    "unable to get metric %s: no metrics returned from custom metrics API"
                            .formatted(metric.resource()));
        }
        if (metric.replicas().isEmpty()) {
            return noReplicas();
        }
        ReplicaGroups groups = metric.groups(patience);
        Map<String, Long> usage = counted(metric, groups);
        if (usage.isEmpty()) {
            return noneTargeted();
        }
        return replicas(
                current,
                groups,
                usage,
                new Measure() {
                    @Override
                    public Quotient of(Map<String, Long> used) {
                        long total = used.values().stream().mapToLong(Long::longValue).sum();
                        long mean = total / used.size();
                        return new Quotient((double) mean / target, 0, mean);
                    }

                    @Override
                    public long assumed(String replica) {
                        return target;
                    }
                });
    }

    /// For one value that stands for the whole workload.
    public MetricProposal value(int current, long target, long usage, List<Replica> replicas) {
        double quotient = (double) usage / target;
        if (current == 0) {
            return new MetricProposal.Counted((int) Math.ceil(quotient), usage, 0);
        }
        if (tolerated(quotient)) {
            return new MetricProposal.Counted(current, usage, 0);
        }
        if (replicas.isEmpty()) {
            return new MetricProposal.Failed(
                    "pods",
                    "unable to calculate ready pods: no pods returned by selector while calculating"
                            + " replica count");
        }
        long serving = replicas.stream().filter(Replica::serves).count();
        return new MetricProposal.Counted((int) Math.ceil(quotient * serving), usage, 0);
    }

    /// For one value that the replicas share, with a target for each of them.
    ///
    /// @param seen how many replicas exist, which may differ from how many are wanted
    public MetricProposal valuePerReplica(int seen, long target, long usage) {
        double quotient = usage / ((double) target * seen);
        int replicas = tolerated(quotient) ? seen : (int) Math.ceil((double) usage / target);
        return new MetricProposal.Counted(replicas, perReplica(usage, seen), 0);
    }

    /// The sum of values, saturated at the largest `long`.
    public static long sum(List<Long> values) {
        long sum = 0;
        for (long value : values) {
            if (value > 0 && sum > Long.MAX_VALUE - value) {
                return Long.MAX_VALUE;
            }
            sum += value;
        }
        return sum;
    }

    /// A value's share of each replica, rounded up; none without replicas.
    public static long perReplica(long usage, int replicas) {
        if ((double) usage >= (double) Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        return replicas == 0 ? 0 : (long) Math.ceil((double) usage / replicas);
    }

    private boolean tolerated(double quotient) {
        return 1 - toleranceDown <= quotient && quotient <= 1 + toleranceUp;
    }

    private static Map<String, Long> counted(PerReplica metric, ReplicaGroups groups) {
        Map<String, Long> usage = new HashMap<>();
        metric.samples().forEach((name, sample) -> usage.put(name, sample.value()));
        usage.keySet().removeAll(groups.ignored());
        usage.keySet().removeAll(groups.unready());
        return usage;
    }

    private static Quotient share(Map<String, Long> usage, Map<String, Long> requests, int target) {
        long used = 0;
        long promised = 0;
        int replicas = 0;
        for (Map.Entry<String, Long> entry : usage.entrySet()) {
            Long request = requests.get(entry.getKey());
            if (request != null) {
                used += entry.getValue();
                promised += request;
                replicas++;
            }
        }
        int percent = (int) (used * 100 / promised);
        return new Quotient((double) percent / target, percent, used / replicas);
    }

    private MetricProposal replicas(
            int current, ReplicaGroups groups, Map<String, Long> usage, Measure measure) {
        Quotient seen = measure.of(usage);
        boolean growsPastUnready = !groups.unready().isEmpty() && seen.value() > 1;
        if (!growsPastUnready && groups.missing().isEmpty()) {
            int wanted =
                    tolerated(seen.value())
                            ? current
                            : (int) Math.ceil(seen.value() * groups.ready());
            return new MetricProposal.Counted(wanted, seen.mean(), seen.percent());
        }
        assume(usage, groups.missing(), seen, measure);
        if (growsPastUnready) {
            groups.unready().forEach(name -> usage.put(name, 0L));
        }
        Quotient assumed = measure.of(usage);
        int wanted = (int) Math.ceil(assumed.value() * usage.size());
        boolean turned =
                seen.value() < 1 && assumed.value() > 1 || seen.value() > 1 && assumed.value() < 1;
        boolean against =
                assumed.value() < 1 && wanted > current || assumed.value() > 1 && wanted < current;
        if (tolerated(assumed.value()) || turned || against) {
            wanted = current;
        }
        return new MetricProposal.Counted(wanted, seen.mean(), seen.percent());
    }

    private static void assume(
            Map<String, Long> usage, Set<String> missing, Quotient seen, Measure measure) {
        for (String name : missing) {
            if (seen.value() < 1) {
                usage.put(name, measure.assumed(name));
            } else if (seen.value() > 1) {
                usage.put(name, 0L);
            }
        }
    }

    private static MetricProposal noReplicas() {
        return new MetricProposal.Failed(
                "resource", "no pods returned by selector while calculating replica count");
    }

    private static MetricProposal noneTargeted() {
        return new MetricProposal.Failed(
                "resource", "did not receive metrics for targeted pods (pods might be unready)");
    }
}

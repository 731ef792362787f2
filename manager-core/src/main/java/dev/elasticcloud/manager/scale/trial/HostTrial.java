package dev.elasticcloud.manager.scale.trial;

import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.record.WhatIf;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// A replay on a machine: the actual machine, the one asked about, and what else ran there.
///
/// @param there the actual machine, with all its figures
/// @param asked the machine to try, with all its figures
/// @param reserveBytes memory of either that is kept in reserve
/// @param neighbours other pods, which keep their recorded nodes and usage in the trial
public record HostTrial(
        WhatIf.Host there, WhatIf.Host asked, long reserveBytes, List<Neighbour> neighbours) {

    public HostTrial {
        neighbours = List.copyOf(neighbours);
    }

    /// Another pod and its history over the same time.
    public record Neighbour(PodSpec pod, PodHistory history) {}

    TrialHost there(TrialHost.Others[] others) {
        return machine(there, others);
    }

    TrialHost asked(TrialHost.Others[] others) {
        return machine(asked, others);
    }

    private TrialHost machine(WhatIf.Host host, TrialHost.Others[] others) {
        double cores = host.cores().orElseThrow();
        return new TrialHost(
                cores,
                cores * host.overcommit().orElseThrow(),
                host.memoryBytes().orElseThrow() - reserveBytes,
                others);
    }

    /// The neighbours' use of the machine in each second; a point of their history applies until
    /// the next.
    TrialHost.Others[] others(Instant start, int seconds) {
        TrialHost.Others[] others = new TrialHost.Others[seconds];
        Arrays.fill(others, TrialHost.Others.NOTHING);
        for (Neighbour neighbour : neighbours) {
            List<PodHistory.Point> points = neighbour.history().points();
            int next = 0;
            for (int second = 0; second < seconds && !points.isEmpty(); second++) {
                Instant until = start.plusSeconds(second + 1L);
                while (next + 1 < points.size() && points.get(next + 1).at().isBefore(until)) {
                    next++;
                }
                PodHistory.Point point = points.get(next);
                double cpus = point.online() * neighbour.pod().limits().cpus();
                others[second] =
                        others[second].plus(
                                cpus,
                                (point.online() + point.spare())
                                        * neighbour.pod().limits().memoryBytes(),
                                cpus * point.cpuShare().orElse(0));
            }
        }
        return others;
    }
}

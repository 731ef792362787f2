package dev.elasticcloud.manager.rest.change;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Receipt;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// How far a change has taken effect.
///
/// @param pods the pods that the change affects
/// @param problems all present problems of the cloud, whether caused by this change or not
/// @param obstacle why the wait ended before the change was complete; empty if it did not
public record ChangeProgress(
        long generation,
        Set<PodName> pods,
        boolean done,
        List<String> problems,
        @AddedLater String obstacle) {

    public ChangeProgress {
        pods = Collections.unmodifiableSet(new TreeSet<>(pods));
        problems = List.copyOf(problems);
        obstacle = Objects.requireNonNullElse(obstacle, "");
    }

    static ChangeProgress of(Receipt receipt, CloudSnapshot now, String obstacle) {
        return new ChangeProgress(
                receipt.generation(),
                receipt.pods(),
                receipt.isDone(now),
                now.problems().stream().map(Problem::text).toList(),
                obstacle);
    }
}

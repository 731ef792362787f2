package dev.elasticcloud.manager.rest.change;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Receipt;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// How far the effect of a change is.
///
/// @param pods the pods that it changes
/// @param problems what keeps the cloud from its spec at the moment, whatever the cause
/// @param obstacle why the effect is not complete although the request waited; empty otherwise
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
                now.problems().stream().map(p -> p.subject().text() + ": " + p.message()).toList(),
                obstacle);
    }
}

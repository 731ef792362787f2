package dev.elasticcloud.lab.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a chaos run may be told.
///
/// @param home the folder that holds `pod-dockerfiles` and `haproxy`
/// @param out where `chaos.json` and the manager's log go
/// @param seed all that is random comes from it
/// @param length how long faults are combined at random, in the case that does so
/// @param cases the numbers of the cases to run, in this order; all when empty
/// @param restartDocker whether Docker itself may be restarted
public record ChaosOptions(
        Path home,
        Path out,
        long seed,
        Duration length,
        List<Integer> cases,
        boolean restartDocker) {

    public ChaosOptions {
        cases = List.copyOf(cases);
    }
}

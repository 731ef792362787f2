package dev.elasticcloud.lab.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The options of a chaos run.
///
/// @param home the folder with `pod-dockerfiles` and `haproxy`
/// @param out the folder for `chaos.json` and the manager's log
/// @param seed the seed of everything random
/// @param length how long the case with random faults runs
/// @param cases the numbers of the cases to run, in order; empty for all
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

package dev.elasticcloud.lab.bench.process;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.status.ManagerStats;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;

/// A process that runs only a manager, so that its CPU time and memory can be measured. It answers
/// each line with its counters, and ends with its input without changing the cloud.
public final class ChildManager {

    private ChildManager() {}

    /// @param args cloud, home and data folder; none for a process without a manager
    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            answer(() -> "nothing");
            return;
        }
        ManagerConfig config = new ManagerConfig(args[0], Path.of(args[1]), Path.of(args[2]), 0);
        try (HostedCloud cloud = Managers.local(config)) {
            answer(
                    () -> {
                        ManagerStats stats = cloud.stats();
                        return stats.rounds().count()
                                + " "
                                + stats.engineCalls().count()
                                + " "
                                + stats.balancerCalls().count();
                    });
        }
    }

    private static void answer(Supplier<String> line) throws IOException {
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (orders.readLine() != null) {
            System.out.println(line.get());
        }
    }
}

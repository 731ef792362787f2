package dev.elasticcloud.lab.bench.process;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.ServeConfig;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// A process that only serves a simulated cloud, so that its CPU time can be measured. It answers
/// each line with its address and token.
public final class ChildServer {

    private static final PodName LIGHT = PodName.of("light");
    private static final Duration SOON = Duration.ofMinutes(2);

    private ChildServer() {}

    /// @param args home, data folder and number of nodes
    public static void main(String[] args) throws IOException {
        Path home = Path.of(args[0]);
        Path data = Path.of(args[1]);
        int nodes = Integer.parseInt(args[2]);
        try (HostedCloud cloud = Managers.simulated(new ManagerConfig("bench", home, data, 0));
                Serving serving =
                        Managers.serve(cloud, ServeConfig.loopback("bench", data, false, 0))) {
            cloud.submit(new Command.SetMaxNodes(LIGHT, nodes + 1));
            cloud.submit(new Command.DisableElasticity(LIGHT));
            cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, nodes))), SOON);
            BufferedReader orders =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String where = serving.url() + " " + serving.firstToken().orElseThrow();
            while (orders.readLine() != null) {
                System.out.println(where);
            }
        }
    }
}

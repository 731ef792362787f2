package dev.elasticcloud.console.cli.session;

import picocli.CommandLine.Option;

/// How a manager in this process is set up, behind a window or without one.
public final class ManagerOptions {

    @Option(names = "--simulated", description = "A cloud in memory, without Docker.")
    public boolean simulated;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where jobs reach the balancer; default: ${DEFAULT-VALUE}.")
    public int port = 8088;

    @Option(
            names = "--publish",
            paramLabel = "ADDRESS",
            description = {
                "The Docker host's address that the balancer listens on; default:",
                "${DEFAULT-VALUE}, which only that host reaches."
            })
    public String publish = "127.0.0.1";

    @Option(names = "--yes", description = "Install what is missing (done by the launcher).")
    boolean yes;
}

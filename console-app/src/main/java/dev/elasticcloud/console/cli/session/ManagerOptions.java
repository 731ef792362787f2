package dev.elasticcloud.console.cli.session;

import picocli.CommandLine.Option;

/// The options of a manager in this process, with a window or without one.
public final class ManagerOptions {

    @Option(names = "--simulated", description = "Use a simulated cloud in memory, without Docker.")
    public boolean simulated;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The balancer's port for jobs; default: ${DEFAULT-VALUE}.")
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

package dev.elasticcloud.console.cli;

import picocli.CommandLine.Option;

/// How a console is opened, with or without naming the command.
final class WindowOptions {

    @Option(names = "--simulated", description = "A cloud in memory, without Docker.")
    boolean simulated;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where jobs reach the balancer on 127.0.0.1; default: ${DEFAULT-VALUE}.")
    int port = 8088;

    @Option(names = "--yes", description = "Install what is missing (done by the launcher).")
    boolean yes;
}

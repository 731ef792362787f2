package dev.elasticcloud.console.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `cloud console`, the default.
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = "Opens the console.",
        footer = {"  cloud console", "  cloud console --simulated"})
final class ConsoleCommand implements Callable<Integer> {

    private final Programs programs;
    private final Session session;

    @Mixin private final ManagerOptions manager = new ManagerOptions();

    ConsoleCommand(Programs programs, Session session) {
        this.programs = programs;
        this.session = session;
    }

    @Override
    public Integer call() {
        return programs.console(manager.simulated, session.data(), manager.port, manager.publish);
    }
}

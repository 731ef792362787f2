package dev.elasticcloud.console.cli.command.program;

import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.ManagerOptions;
import dev.elasticcloud.console.cli.session.Programs;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `cloud console`, the default.
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = "Opens the console.",
        footer = {"  cloud console", "  cloud console --simulated"})
public final class ConsoleCommand implements Callable<Integer> {

    private final Programs programs;
    private final CommandSession session;

    @Mixin private final ManagerOptions manager = new ManagerOptions();

    public ConsoleCommand(Programs programs, CommandSession session) {
        this.programs = programs;
        this.session = session;
    }

    @Override
    public Integer call() {
        return programs.console(manager.hosted(session.local()));
    }
}

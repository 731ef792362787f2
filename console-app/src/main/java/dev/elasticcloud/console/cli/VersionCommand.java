package dev.elasticcloud.console.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// `cloud version`: the same as `cloud --version`, for people who try that first.
@CommandLine.Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = "Prints the version of this program.",
        footer = "  cloud version")
public final class VersionCommand implements Callable<Integer> {

    @CommandLine.Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine line = spec.root().commandLine();
        line.printVersionHelp(line.getOut());
        line.getOut().flush();
        return 0;
    }
}

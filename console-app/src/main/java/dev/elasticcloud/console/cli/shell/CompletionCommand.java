package dev.elasticcloud.console.cli.shell;

import dev.elasticcloud.console.cli.session.CommandSession;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/// `cloud completion bash|zsh`: prints the script with which a shell completes commands.
@CommandLine.Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a script with which your shell completes commands and options.",
        footer = {
            "  source <(cloud completion bash)",
            "  cloud completion bash > ~/.local/share/bash-completion/completions/cloud",
            "  source <(cloud completion zsh)"
        })
public final class CompletionCommand implements Callable<Integer> {

    /// A shell that the script supports.
    enum Shell {
        bash,
        zsh
    }

    private final CommandSession session;

    @CommandLine.Spec CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
    Shell shell = Shell.bash;

    public CompletionCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (shell == Shell.zsh) {
            session.out().println("autoload -U +X compinit && compinit");
        }
        session.out().print(AutoComplete.bash("cloud", spec.root().commandLine()));
        session.out().flush();
        return 0;
    }
}

package dev.elasticcloud.console.cli.command.pod;

import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A change of a pod that needs no more than the pod's name.
@CommandLine.Command(mixinStandardHelpOptions = true)
class PodChangeCommand extends ChangeCommand.OfPod {

    private final Function<PodName, Command> change;

    PodChangeCommand(CommandSession session, Function<PodName, Command> change) {
        super(session);
        this.change = change;
    }

    @Override
    Command command(CloudManager cloud) {
        return change.apply(PodName.of(pod));
    }

    /// A change of a pod that must be confirmed.
    @CommandLine.Command(mixinStandardHelpOptions = true)
    static final class Confirmed extends PodChangeCommand {

        private final Function<PodStatus, String> question;

        @Option(
                names = {"-y", "--yes"},
                description = "Do not ask for confirmation.")
        boolean yes;

        Confirmed(
                CommandSession session,
                Function<PodStatus, String> question,
                Function<PodName, Command> change) {
            super(session, change);
            this.question = question;
        }

        @Override
        String question(CloudManager cloud) {
            return question.apply(session.pod(pod));
        }

        @Override
        boolean isAgreed() {
            return yes;
        }
    }

    /// Sets one value of a pod.
    @CommandLine.Command(mixinStandardHelpOptions = true)
    static final class Setting extends ChangeCommand.OfPod {

        private final BiFunction<PodStatus, String, Command> change;

        @Parameters(index = "1", paramLabel = "VALUE", description = "The new value.")
        String value = "";

        Setting(CommandSession session, BiFunction<PodStatus, String, Command> change) {
            super(session);
            this.change = change;
        }

        @Override
        Command command(CloudManager cloud) {
            return change.apply(session.pod(pod), value);
        }
    }
}

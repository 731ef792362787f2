package dev.elasticcloud.console.cli.command;

import dev.elasticcloud.console.cli.output.Table;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Receipt;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/// A command that changes the cloud: it can be looked at before, and waited for after.
abstract class ChangeCommand implements Callable<Integer> {

    private static final Table<Plan.Step> STEPS =
            Table.<Plan.Step>empty()
                    .with("STEP", "step", step -> step.action().describe())
                    .with("BECAUSE", "because", Plan.Step::reason);

    final CommandSession session;

    @Option(names = "--wait", description = "Return when it has taken effect.")
    boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to wait at most; default: 2m.")
    Duration timeout = Duration.ofMinutes(2);

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    boolean dryRun;

    ChangeCommand(CommandSession session) {
        this.session = session;
    }

    /// What is to be changed.
    abstract Command command(CloudManager cloud);

    /// The question to be agreed to before; empty when none is asked.
    String question(CloudManager cloud) {
        return "";
    }

    /// Whether the question was agreed to on the command line.
    boolean isAgreed() {
        return true;
    }

    /// What a person may want to do next.
    String next() {
        return "";
    }

    @Override
    public Integer call() {
        CloudManager cloud = session.cloud();
        Command command = command(cloud);
        if (dryRun) {
            preview(cloud.preview(command));
            return 0;
        }
        String question = question(cloud);
        if (!question.isEmpty()) {
            session.confirm(question, isAgreed());
        }
        Receipt receipt = cloud.submit(command);
        session.say((wait ? "Taken in, waiting: " : "Taken in: ") + command.describe());
        if (wait) {
            cloud.await(receipt, timeout);
            session.say("Done");
        }
        if (session.isJson()) {
            session.json(
                    Map.of(
                            "generation",
                            receipt.generation(),
                            "pods",
                            receipt.pods().stream().map(Object::toString).toList(),
                            "done",
                            wait));
        }
        if (!next().isEmpty()) {
            session.hint(next());
        }
        return 0;
    }

    private void preview(Plan plan) {
        plan.warnings().forEach(warning -> session.say("Warning: " + warning));
        if (plan.isEmpty() && !session.isJson()) {
            session.say("Nothing would be started, stopped or moved");
            return;
        }
        session.list(STEPS, plan.steps(), step -> step.action().describe());
    }

    /// A change of the pod named first.
    abstract static class OfPod extends ChangeCommand {

        @Parameters(index = "0", paramLabel = "POD", description = "The pod's name.")
        String pod = "";

        OfPod(CommandSession session) {
            super(session);
        }
    }
}

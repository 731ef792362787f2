package dev.elasticcloud.console.cli.command.pod;

import dev.elasticcloud.console.cli.input.DurationConverter;
import dev.elasticcloud.console.cli.output.Table;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Receipt;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A command that changes the cloud. It can be previewed before and awaited after.
abstract class ChangeCommand implements Callable<Integer> {

    private static final Table<Plan.Step> STEPS =
            Table.<Plan.Step>empty()
                    .with("STEP", "step", step -> step.action().describe())
                    .with("BECAUSE", "because", Plan.Step::reason);

    final CommandSession session;

    @Option(
            names = "--wait",
            description = {
                "Wait until the change has taken effect. Ends early with the reason if it will not:",
                "exit code 1 when something keeps failing, 75 when the host is full."
            })
    boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "The longest time to wait; default: 2m.")
    Duration timeout = Duration.ofMinutes(2);

    @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
    boolean dryRun;

    ChangeCommand(CommandSession session) {
        this.session = session;
    }

    /// The change.
    abstract Command command(CloudManager cloud);

    /// The question to confirm before the change; empty when there is none.
    String question(CloudManager cloud) {
        return "";
    }

    /// Whether the command line confirms the question.
    boolean isAgreed() {
        return true;
    }

    /// A suggestion for the next step; empty when there is none.
    String next() {
        return "";
    }

    @Override
    public Integer call() {
        CloudManager cloud = session.cloud();
        Command command = command(cloud);
        if (dryRun) {
            preview(cloud.preview(command));
            if (changesScaling(command)) {
                session.hint("The autoscaler goes on from there, as the pod's load asks for");
            }
            return 0;
        }
        if (changesScaling(command) || command instanceof Command.SetLimits) {
            warn(cloud.preview(command));
        }
        String question = question(cloud);
        if (!question.isEmpty()) {
            session.confirm(question, isAgreed());
        }
        Receipt receipt = cloud.submit(command);
        session.say((wait ? "Accepted, waiting: " : "Accepted: ") + command.describe());
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

    private static boolean changesScaling(Command command) {
        return command instanceof Command.EnableElasticity
                || command instanceof Command.SetBounds
                || command instanceof Command.SetThresholds
                || command instanceof Command.SetScaling;
    }

    private void warn(Plan plan) {
        plan.warnings().forEach(warning -> session.say("Warning: " + warning));
    }

    private void preview(Plan plan) {
        warn(plan);
        if (plan.isEmpty() && !session.isJson()) {
            session.say("Nothing would be started, stopped or moved");
            return;
        }
        session.list(STEPS, plan.steps(), step -> step.action().describe());
    }

    /// A change of one pod, named first.
    abstract static class OfPod extends ChangeCommand {

        @Parameters(index = "0", paramLabel = "POD", description = "The pod's name.")
        String pod = "";

        OfPod(CommandSession session) {
            super(session);
        }
    }
}

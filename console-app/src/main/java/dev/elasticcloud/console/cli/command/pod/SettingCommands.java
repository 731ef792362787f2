package dev.elasticcloud.console.cli.command.pod;

import dev.elasticcloud.console.cli.input.DurationConverter;
import dev.elasticcloud.console.cli.input.ValueParser;
import dev.elasticcloud.console.cli.session.CommandGroup;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.LazyCommands;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.Startup;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// `cloud set …`: the settings of a pod.
public final class SettingCommands {

    private SettingCommands() {}

    public static CommandLine set(CommandSession session) {
        return new LazyCommands()
                .with("limits", () -> new Limits(session))
                .with(
                        "slots",
                        () ->
                                setting(
                                        session,
                                        "slots",
                                        "Sets how many jobs a node runs at the same time.",
                                        "  cloud set slots light 4",
                                        (pod, v) ->
                                                new Command.SetSlots(
                                                        pod, ValueParser.whole(v, "jobs"))))
                .with(
                        "max",
                        () ->
                                setting(
                                        session,
                                        "max",
                                        "Sets the most nodes that a pod may have.",
                                        "  cloud set max light 10",
                                        (pod, v) ->
                                                new Command.SetMaxNodes(
                                                        pod, ValueParser.whole(v, "nodes"))))
                .with(
                        "spares",
                        () ->
                                setting(
                                        session,
                                        "spares",
                                        "Sets how many spares to keep: nodes started and frozen.",
                                        "  cloud set spares light 2",
                                        (pod, v) ->
                                                new Command.SetSpares(
                                                        pod, ValueParser.whole(v, "nodes"))))
                .with(
                        "weight",
                        () ->
                                setting(
                                        session,
                                        "weight",
                                        "Sets a pod's share of a full host relative to other"
                                                + " pods: 0.01 to 100; the default is 1.",
                                        "  cloud set weight light 3",
                                        (pod, v) ->
                                                new Command.SetWeight(
                                                        pod, ValueParser.number(v, "a weight"))))
                .with(
                        "balance",
                        () ->
                                setting(
                                        session,
                                        "balance",
                                        "Sets how to distribute jobs: round-robin, least-busy or"
                                                + " fill-first.",
                                        "  cloud set balance light least-busy",
                                        (pod, v) -> new Command.SetBalance(pod, Balance.of(v))))
                .with(
                        "drain-deadline",
                        () ->
                                setting(
                                        session,
                                        "drain-deadline",
                                        "Sets how long a draining node may take to finish its"
                                                + " jobs.",
                                        "  cloud set drain-deadline heavy 5m",
                                        (pod, v) ->
                                                new Command.SetDrainDeadline(
                                                        pod, DurationConverter.of(v))))
                .with(
                        "start-deadline",
                        () ->
                                startup(
                                        session,
                                        "start-deadline",
                                        "Sets how long a node may take to answer its first health"
                                                + " probe.",
                                        "  cloud set start-deadline heavy 3m",
                                        Startup::withDeadline))
                .with(
                        "initialisation",
                        () ->
                                startup(
                                        session,
                                        "initialisation",
                                        "Sets how long a node's usage counts as that of its start.",
                                        "  cloud set initialisation heavy 30s",
                                        Startup::withInitialisation))
                .fill(
                        CommandGroup.of(
                                "set",
                                "Changes a pod's settings; running nodes are updated without a"
                                        + " restart.",
                                "  cloud set limits light --cpus 0.5 --memory 128m",
                                "  cloud set balance light least-busy"),
                        session.words());
    }

    /// A command that sets one value of a pod.
    static CommandLine setting(
            CommandSession session,
            String name,
            String description,
            String example,
            BiFunction<PodName, String, Command> change) {
        return CommandGroup.verb(
                new PodChangeCommand.Setting(
                        session, (pod, value) -> change.apply(pod.name(), value)),
                name,
                description,
                example);
    }

    private static CommandLine startup(
            CommandSession session,
            String name,
            String description,
            String example,
            BiFunction<Startup, Duration, Startup> change) {
        return CommandGroup.verb(
                new PodChangeCommand.Setting(
                        session,
                        (pod, value) ->
                                new Command.SetStartup(
                                        pod.name(),
                                        change.apply(
                                                pod.spec().startup(),
                                                DurationConverter.of(value)))),
                name,
                description,
                example);
    }

    /// `cloud set limits`.
    @CommandLine.Command(
            name = "limits",
            mixinStandardHelpOptions = true,
            description =
                    "Sets the limits of each node of a pod; omitted limits keep their values.",
            footer = {
                "  cloud set limits light --cpus 0.5",
                "  cloud set limits heavy --cpus 2 --memory 1g --pids 128"
            })
    private static final class Limits extends ChangeCommand.OfPod {

        @Option(names = "--cpus", paramLabel = "N", description = "CPUs per node, such as 0.5.")
        @Nullable String cpus;

        @Option(
                names = "--memory",
                paramLabel = "SIZE",
                description = "Memory per node: megabytes such as 128, or 128m or 1g.")
        @Nullable String memory;

        @Option(names = "--pids", paramLabel = "N", description = "Processes and threads per node.")
        @Nullable Integer pids;

        Limits(CommandSession session) {
            super(session);
        }

        @Override
        Command command(CloudManager cloud) {
            if (cpus == null && memory == null && pids == null) {
                throw new CloudException(
                        ErrorCode.INVALID, "Nothing to set: give --cpus, --memory or --pids");
            }
            PodStatus status = session.pod(pod);
            NodeLimits now = status.spec().limits();
            return new Command.SetLimits(
                    status.name(),
                    new NodeLimits(
                            cpus == null ? now.cpus() : ValueParser.cpus(cpus),
                            memory == null ? now.memoryBytes() : ValueParser.memory(memory),
                            pids == null ? now.pids() : pids));
        }
    }
}

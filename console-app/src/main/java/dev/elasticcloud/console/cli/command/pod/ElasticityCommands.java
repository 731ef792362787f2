package dev.elasticcloud.console.cli.command.pod;

import dev.elasticcloud.console.cli.input.DurationConverter;
import dev.elasticcloud.console.cli.input.ValueParser;
import dev.elasticcloud.console.cli.session.CommandGroup;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.LazyCommands;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// `cloud elasticity …`: whether and within which bounds the autoscaler scales a pod.
public final class ElasticityCommands {

    private static final String SHARE =
            "VALUE is a percentage such as 30 or 30%, or a fraction such as 0.3.";

    private ElasticityCommands() {}

    public static CommandLine elasticity(CommandSession session) {
        return new LazyCommands()
                .with(
                        "enable",
                        () ->
                                CommandGroup.verb(
                                        new Bounds(session, Command.EnableElasticity::new),
                                        "enable",
                                        "Lets the autoscaler change a pod's node count between MIN"
                                                + " and MAX.",
                                        "  cloud elasticity enable light 1 10"))
                .with(
                        "disable",
                        () ->
                                CommandGroup.verb(
                                        new PodChangeCommand(
                                                session, Command.DisableElasticity::new),
                                        "disable",
                                        "Keeps a pod's node count; you launch and remove nodes"
                                                + " yourself.",
                                        "  cloud elasticity disable light"))
                .with(Set.of("lower_threshold", "lower-threshold"), () -> lowerThreshold(session))
                .with(Set.of("upper_threshold", "upper-threshold"), () -> upperThreshold(session))
                .with(
                        "bounds",
                        () ->
                                CommandGroup.verb(
                                        new Bounds(session, Command.SetBounds::new),
                                        "bounds",
                                        "Sets MIN and MAX without enabling or disabling"
                                                + " elasticity.",
                                        "  cloud elasticity bounds light 2 8"))
                .with(
                        "cooldown",
                        () ->
                                SettingCommands.setting(
                                        session,
                                        "cooldown",
                                        "Sets how long to wait after a change before removing"
                                                + " nodes.",
                                        "  cloud elasticity cooldown light 30s",
                                        (pod, value) ->
                                                new Command.SetCooldown(
                                                        pod, DurationConverter.of(value))))
                .fill(
                        CommandGroup.of(
                                "elasticity",
                                "Sets whether and within which bounds the autoscaler scales a pod.",
                                "  cloud elasticity enable light 1 10",
                                "  cloud elasticity lower_threshold light 30",
                                "  cloud elasticity disable light"),
                        session.words());
    }

    private static CommandLine lowerThreshold(CommandSession session) {
        CommandLine lower =
                CommandGroup.verb(
                        new PodChangeCommand.Setting(session, ElasticityCommands::lower),
                        "lower_threshold",
                        "Sets the CPU or memory use below which nodes are removed. " + SHARE,
                        "  cloud elasticity lower_threshold light 30");
        lower.getCommandSpec().aliases("lower-threshold");
        return lower;
    }

    private static CommandLine upperThreshold(CommandSession session) {
        CommandLine upper =
                CommandGroup.verb(
                        new PodChangeCommand.Setting(session, ElasticityCommands::upper),
                        "upper_threshold",
                        "Sets the CPU or memory use above which nodes are added. " + SHARE,
                        "  cloud elasticity upper_threshold light 70%");
        upper.getCommandSpec().aliases("upper-threshold");
        return upper;
    }

    private static Command lower(PodStatus pod, String value) {
        Elasticity now = pod.spec().elasticity();
        return new Command.SetThresholds(
                pod.name(), ValueParser.share(value), now.upperThreshold());
    }

    private static Command upper(PodStatus pod, String value) {
        Elasticity now = pod.spec().elasticity();
        return new Command.SetThresholds(
                pod.name(), now.lowerThreshold(), ValueParser.share(value));
    }

    /// A change of a pod's bounds.
    @FunctionalInterface
    private interface BoundsChange {
        Command of(PodName pod, int min, int max);
    }

    /// `cloud elasticity enable POD MIN MAX`.
    @CommandLine.Command(mixinStandardHelpOptions = true)
    private static final class Bounds extends ChangeCommand.OfPod {

        private final BoundsChange change;

        @Parameters(index = "1", paramLabel = "MIN", description = "The fewest nodes.")
        int min;

        @Parameters(index = "2", paramLabel = "MAX", description = "The most nodes.")
        int max;

        Bounds(CommandSession session, BoundsChange change) {
            super(session);
            this.change = change;
        }

        @Override
        Command command(CloudManager cloud) {
            return change.of(PodName.of(pod), min, max);
        }
    }
}

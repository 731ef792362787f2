package dev.elasticcloud.console.cli.command.pod;

import dev.elasticcloud.console.cli.output.PodTables;
import dev.elasticcloud.console.cli.session.CommandGroup;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.LazyCommands;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// `cloud node …`, and its short forms `cloud register`, `launch`, `rm`, `pause`, `resume`.
public final class NodeCommands {

    private NodeCommands() {}

    public static CommandLine node(CommandSession session) {
        return new LazyCommands()
                .with(Set.of("ls", "list"), () -> new Ls(session))
                .with("register", () -> register(session, "  cloud node register first-1 light"))
                .with("launch", () -> launch(session, "  cloud node launch light --wait"))
                .with("rm", () -> rm(session, "  cloud node rm light-2"))
                .with(
                        "pause",
                        () ->
                                CommandGroup.verb(
                                        new NodeOfPod(session, Command.PauseNode::new),
                                        "pause",
                                        "Pauses a node: takes it out of the balancer and freezes"
                                                + " it.",
                                        "  cloud node pause light-2"))
                .with(
                        "resume",
                        () ->
                                CommandGroup.verb(
                                        new NodeOfPod(session, Command.ResumeNode::new),
                                        "resume",
                                        "Resumes a paused node.",
                                        "  cloud node resume light-2"))
                .with("shell", () -> new NodeShellCommand(session))
                .fill(
                        CommandGroup.of(
                                "node",
                                "Manages nodes: the containers of pods.",
                                "  cloud node ls light",
                                "  cloud node launch light",
                                "  cloud node pause light-2",
                                "  cloud node shell light-1"),
                        session.words());
    }

    public static CommandLine register(CommandSession session, String... examples) {
        return CommandGroup.verb(
                new Register(session),
                "register",
                "Registers a node of a pod; the next launch starts it.",
                examples);
    }

    public static CommandLine launch(CommandSession session, String... examples) {
        return CommandGroup.verb(
                new PodOrNode(session, Command.LaunchNode::new),
                "launch",
                "Starts one more node of a pod; registered nodes come first.",
                examples);
    }

    public static CommandLine rm(CommandSession session, String... examples) {
        return CommandGroup.verb(
                new NodeOfPod(session, Command.RemoveNode::new),
                "rm",
                "Drains a node, then removes it; running jobs finish first.",
                examples);
    }

    public static CommandLine pause(CommandSession session, String... examples) {
        return CommandGroup.verb(
                new PodOrNode(
                        session,
                        (pod, node) ->
                                node == null
                                        ? new Command.PausePod(pod)
                                        : new Command.PauseNode(pod, node)),
                "pause",
                "Pauses a pod, or one of its nodes.",
                examples);
    }

    public static CommandLine resume(CommandSession session, String... examples) {
        return CommandGroup.verb(
                new PodOrNode(
                        session,
                        (pod, node) ->
                                node == null
                                        ? new Command.ResumePod(pod)
                                        : new Command.ResumeNode(pod, node)),
                "resume",
                "Resumes a paused pod, or one of its nodes.",
                examples);
    }

    /// `cloud node ls`.
    @CommandLine.Command(
            name = "ls",
            aliases = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the nodes of one pod or of all pods.",
            footer = {"  cloud node ls", "  cloud node ls light --watch"})
    static final class Ls extends WatchCommand {

        @Parameters(arity = "0..1", paramLabel = "POD", description = "Only nodes of this pod.")
        @Nullable String pod;

        Ls(CommandSession session) {
            super(session);
        }

        @Override
        public Integer call() {
            if (pod != null) {
                session.pod(pod);
            }
            return super.call();
        }

        @Override
        void show(CloudSnapshot snapshot) {
            List<PodTables.Row> rows =
                    PodTables.nodes(snapshot).stream()
                            .filter(row -> pod == null || row.pod().name().value().equals(pod))
                            .toList();
            session.list(PodTables.NODES, rows, row -> row.node().node().value());
        }
    }

    /// `cloud register NODE POD`.
    @CommandLine.Command(mixinStandardHelpOptions = true)
    private static final class Register extends ChangeCommand {

        @Parameters(index = "0", paramLabel = "NODE", description = "The node's name.")
        String node = "";

        @Parameters(index = "1", paramLabel = "POD", description = "The node's pod.")
        String pod = "";

        Register(CommandSession session) {
            super(session);
        }

        @Override
        Command command(CloudManager cloud) {
            return new Command.RegisterNode(PodName.of(pod), NodeName.of(node));
        }

        @Override
        String next() {
            return "Next: 'cloud launch %s %s' starts it.".formatted(pod, node);
        }
    }

    /// A change of a pod, or of one node of it.
    @CommandLine.Command(mixinStandardHelpOptions = true)
    private static final class PodOrNode extends ChangeCommand.OfPod {

        private final BiFunction<PodName, @Nullable NodeName, Command> change;

        @Parameters(index = "1", arity = "0..1", paramLabel = "NODE", description = "The node.")
        @Nullable String node;

        PodOrNode(CommandSession session, BiFunction<PodName, @Nullable NodeName, Command> change) {
            super(session);
            this.change = change;
        }

        @Override
        Command command(CloudManager cloud) {
            return change.apply(PodName.of(pod), node == null ? null : NodeName.of(node));
        }
    }

    /// A change of one node; its pod is looked up if not given.
    @CommandLine.Command(mixinStandardHelpOptions = true)
    private static final class NodeOfPod extends ChangeCommand {

        private final BiFunction<PodName, NodeName, Command> change;

        @Parameters(index = "0", paramLabel = "NODE", description = "The node's name.")
        String node = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "POD",
                description = "The node's pod; looked up if not given.")
        @Nullable String pod;

        NodeOfPod(CommandSession session, BiFunction<PodName, NodeName, Command> change) {
            super(session);
            this.change = change;
        }

        @Override
        Command command(CloudManager cloud) {
            NodeName name = NodeName.of(node);
            return change.apply(
                    pod == null ? podOf(name, cloud.snapshot()) : PodName.of(pod), name);
        }

        private static PodName podOf(NodeName node, CloudSnapshot snapshot) {
            return snapshot.pods().values().stream()
                    .filter(pod -> holds(pod, node))
                    .map(PodStatus::name)
                    .findFirst()
                    .orElseThrow(
                            () -> CloudException.unknown("node", node.value(), nodes(snapshot)));
        }

        private static List<NodeName> nodes(CloudSnapshot snapshot) {
            return PodTables.nodes(snapshot).stream().map(row -> row.node().node()).toList();
        }

        private static boolean holds(PodStatus pod, NodeName node) {
            return pod.spec().target().registered().contains(node)
                    || pod.nodes().stream().anyMatch(known -> known.node().equals(node));
        }
    }
}

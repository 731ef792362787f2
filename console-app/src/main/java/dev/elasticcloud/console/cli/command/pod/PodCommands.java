package dev.elasticcloud.console.cli.command.pod;

import dev.elasticcloud.console.cli.input.ValueParser;
import dev.elasticcloud.console.cli.output.Formats;
import dev.elasticcloud.console.cli.output.PodTables;
import dev.elasticcloud.console.cli.session.CommandGroup;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.LazyCommands;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cloud pod …`, and `cloud init`.
public final class PodCommands {

    private PodCommands() {}

    public static CommandLine pod(CommandSession session) {
        return new LazyCommands()
                .with(Set.of("ls", "list"), () -> new Ls(session))
                .with("show", () -> new Show(session))
                .with("init", () -> new Init(session))
                .with("add", () -> new Add(session))
                .with(
                        "pause",
                        () ->
                                CommandGroup.verb(
                                        new PodChangeCommand(session, Command.PausePod::new),
                                        "pause",
                                        "Pauses a pod: its nodes are frozen and its jobs wait.",
                                        "  cloud pod pause heavy"))
                .with(
                        "resume",
                        () ->
                                CommandGroup.verb(
                                        new PodChangeCommand(session, Command.ResumePod::new),
                                        "resume",
                                        "Resumes a paused pod.",
                                        "  cloud pod resume heavy"))
                .with(
                        "shutdown",
                        () ->
                                CommandGroup.verb(
                                        new PodChangeCommand.Confirmed(
                                                session,
                                                PodCommands::shutDown,
                                                Command.ShutDownPod::new),
                                        "shutdown",
                                        "Drains and removes all nodes of a pod, then its network"
                                                + " and its backend.",
                                        "  cloud pod shutdown heavy --yes --wait"))
                .with(
                        "rm",
                        () ->
                                CommandGroup.verb(
                                        new PodChangeCommand.Confirmed(
                                                session,
                                                PodCommands::forget,
                                                Command.ForgetPod::new),
                                        "rm",
                                        "Removes a pod that is not initialised.",
                                        "  cloud pod rm my-pod --yes"))
                .fill(
                        CommandGroup.of(
                                "pod",
                                "Manages pods: pools of identical nodes behind the balancer.",
                                "  cloud pod ls --watch",
                                "  cloud pod show light"),
                        session.words());
    }

    public static CommandLine init(CommandSession session) {
        return new CommandLine(new Init(session));
    }

    private static String shutDown(PodStatus pod) {
        return "Shut down pod %s with %s?"
                .formatted(pod.name(), Formats.count(pod.nodes().size(), "node"));
    }

    private static String forget(PodStatus pod) {
        return "Remove pod %s and its settings?".formatted(pod.name());
    }

    /// `cloud pod ls`.
    @CommandLine.Command(
            name = "ls",
            aliases = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the pods.",
            footer = {"  cloud pod ls", "  cloud pod ls --watch", "  cloud pod ls -o json"})
    static final class Ls extends WatchCommand {

        Ls(CommandSession session) {
            super(session);
        }

        @Override
        void show(CloudSnapshot snapshot) {
            session.list(PodTables.PODS, snapshot.podsBySize(), pod -> pod.name().value());
            session.lines(PodTables.pendingLines(snapshot));
        }

        @Override
        String hint(CloudSnapshot snapshot) {
            boolean none =
                    snapshot.pods().values().stream()
                            .allMatch(pod -> pod.phase() == PodPhase.NOT_INITIALISED);
            return none ? "No pod is initialised. Next: 'cloud init' initialises them." : "";
        }
    }

    /// `cloud pod show`.
    @CommandLine.Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one pod in full.",
            footer = {"  cloud pod show light", "  cloud pod show light -o json"})
    static final class Show implements Callable<Integer> {
        private final CommandSession session;

        @Parameters(paramLabel = "POD", description = "The pod's name.")
        String pod = "";

        Show(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            CloudSnapshot snapshot = session.cloud().snapshot();
            session.show(PodTables.pod(snapshot), session.pod(pod, snapshot));
            return 0;
        }
    }

    /// `cloud init`.
    @CommandLine.Command(
            name = "init",
            mixinStandardHelpOptions = true,
            description = {
                "Initialises pods: builds images, creates networks, starts the balancer and first"
                        + " nodes.",
                "Without a name, initialises all."
            },
            footer = {
                "  cloud init --wait           all pods, each as its folder declares",
                "  cloud init light=2 medium   light with 2 nodes, medium as declared"
            })
    static final class Init extends ChangeCommand {

        @Parameters(
                arity = "0..*",
                paramLabel = "POD[=NODES]",
                description = "A pod, and how many nodes to start it with.")
        List<String> pods = List.of();

        Init(CommandSession session) {
            super(session);
        }

        @Override
        Command command(CloudManager cloud) {
            Map<PodName, Integer> nodes = new TreeMap<>();
            for (String given : pods) {
                String[] parts = given.split("=", 2);
                PodStatus pod = session.pod(parts[0]);
                nodes.put(
                        pod.name(),
                        parts.length == 1
                                ? pod.spec().initialNodes()
                                : ValueParser.whole(parts[1], "nodes"));
            }
            return new Command.Initialise(pods.isEmpty() ? all(cloud.snapshot()) : nodes);
        }

        private static Map<PodName, Integer> all(CloudSnapshot snapshot) {
            Map<PodName, Integer> nodes = new TreeMap<>();
            for (PodStatus pod : snapshot.pods().values()) {
                if (!pod.spec().target().initialised()) {
                    nodes.put(pod.name(), pod.spec().initialNodes());
                }
            }
            if (nodes.isEmpty()) {
                throw new CloudException(
                        ErrorCode.CONFLICT,
                        "All pods are already initialised: 'cloud pod ls' lists them");
            }
            return nodes;
        }

        @Override
        String next() {
            return "Next: 'cloud pod ls --watch' shows them start, 'cloud job run POD' runs a"
                    + " job.";
        }
    }

    /// `cloud pod add`.
    @CommandLine.Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Adds a pod of your own: a folder with a Dockerfile and a pod.yaml.",
                "Add it again to apply changes."
            },
            footer = {"  cloud pod add ./my-pod", "  cloud pod add ./my-pod --init"})
    static final class Add implements Callable<Integer> {
        private static final Duration TAKEN_IN = Duration.ofSeconds(20);
        private static final Duration BUILT = Duration.ofMinutes(15);

        private final CommandSession session;

        @Parameters(paramLabel = "FOLDER", description = "The pod's folder.")
        Path folder = Path.of(".");

        @Option(
                names = "--init",
                description = "Also initialise it, and wait until its first nodes are online.")
        boolean init;

        Add(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            CloudManager cloud = session.cloud();
            Receipt receipt = cloud.addPod(folder.toAbsolutePath().normalize());
            cloud.await(receipt, TAKEN_IN);
            if (init) {
                initialise(cloud, receipt.pods());
            }
            receipt.pods().forEach(pod -> session.out().println(pod));
            session.out().flush();
            session.hint(
                    init
                            ? "Next: 'cloud job run POD' runs a job."
                            : "Next: 'cloud init POD' initialises it.");
            return 0;
        }

        private void initialise(CloudManager cloud, Set<PodName> added) {
            if (added.isEmpty()) {
                session.say(
                        "The pod has not changed: 'cloud init POD' initialises a known" + " pod");
            }
            Map<PodName, Integer> nodes = new TreeMap<>();
            for (PodName pod : added) {
                PodSpec spec = session.pod(pod.value()).spec();
                if (!spec.target().initialised()) {
                    nodes.put(pod, spec.initialNodes());
                }
            }
            if (!nodes.isEmpty()) {
                session.say("Building the image and starting the nodes");
                cloud.await(cloud.submit(new Command.Initialise(nodes)), BUILT);
            }
        }
    }
}

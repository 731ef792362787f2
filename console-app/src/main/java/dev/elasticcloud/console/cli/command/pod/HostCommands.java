package dev.elasticcloud.console.cli.command.pod;

import dev.elasticcloud.console.cli.input.ValueParser;
import dev.elasticcloud.console.cli.output.HostTables;
import dev.elasticcloud.console.cli.output.PodTables;
import dev.elasticcloud.console.cli.session.CommandGroup;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.LazyCommands;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.HostStatus;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cloud host …`: the machines that nodes run on.
public final class HostCommands {

    private HostCommands() {}

    public static CommandLine host(CommandSession session) {
        return new LazyCommands()
                .with(Set.of("ls", "list"), () -> new Ls(session))
                .with("show", () -> new Show(session))
                .with("set", () -> new SetPolicy(session))
                .fill(
                        CommandGroup.of(
                                "host",
                                "Shows the machines that nodes run on, and sets how much of them"
                                        + " nodes may have.",
                                "  cloud host ls",
                                "  cloud host show",
                                "  cloud host set --overcommit 2"),
                        session.words());
    }

    /// `cloud host ls`.
    @CommandLine.Command(
            name = "ls",
            aliases = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Lists the hosts: what is promised to nodes, what nodes and others use, what is free"
                            + " and how many more nodes fit.",
            footer = {"  cloud host ls", "  cloud host ls --watch", "  cloud host ls -o json"})
    static final class Ls extends WatchCommand {

        Ls(CommandSession session) {
            super(session);
        }

        @Override
        void show(CloudSnapshot snapshot) {
            session.list(HostTables.HOSTS, snapshot.hosts(), host -> host.name().value());
            session.lines(PodTables.pendingLines(snapshot));
        }

        @Override
        String hint(CloudSnapshot snapshot) {
            return snapshot.hosts().isEmpty()
                    ? "The hosts are not known yet: the engine has not answered."
                    : "";
        }
    }

    /// `cloud host show`.
    @CommandLine.Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one host in full, with each pod's share of it.",
            footer = {"  cloud host show", "  cloud host show -o json"})
    static final class Show implements Callable<Integer> {
        private final CommandSession session;

        @Parameters(
                arity = "0..1",
                paramLabel = "HOST",
                description = "The host's name; not needed while there is only one.")
        @Nullable String host;

        Show(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            CloudManager cloud = session.cloud();
            CloudSnapshot snapshot = cloud.snapshot();
            HostStatus found = host(snapshot.hosts());
            session.show(HostTables.host(snapshot, cloud.hostPolicy()), found);
            List<HostTables.Row> rows = HostTables.rows(snapshot, found);
            if (!session.isJson() && !rows.isEmpty()) {
                session.out().println();
                session.list(HostTables.SHARES, rows, row -> row.share().pod().value());
            }
            return 0;
        }

        private HostStatus host(List<HostStatus> hosts) {
            if (hosts.isEmpty()) {
                throw new CloudException(
                        ErrorCode.UNAVAILABLE,
                        "The hosts are not known yet: the engine has not answered");
            }
            if (host == null && hosts.size() == 1) {
                return hosts.getFirst();
            }
            List<HostName> names = hosts.stream().map(HostStatus::name).toList();
            if (host == null) {
                throw new CloudException(
                        ErrorCode.INVALID,
                        "There are several hosts: name one of "
                                + names.stream()
                                        .map(HostName::value)
                                        .sorted()
                                        .collect(Collectors.joining(", ")));
            }
            HostName name = HostName.of(host);
            return hosts.stream()
                    .filter(h -> h.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> CloudException.unknown("host", name.value(), names));
        }
    }

    /// `cloud host set`.
    @CommandLine.Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = {
                "Sets how much of each host may be promised to nodes; omitted options keep their values.",
                "Nodes that do not fit are pending, and start when there is room."
            },
            footer = {
                "  cloud host set --overcommit 2",
                "  cloud host set --reserve 1g",
                "  cloud host set --unbounded      start nodes without regard to capacity",
                "  cloud host set --no-unbounded"
            })
    static final class SetPolicy extends ChangeCommand {

        @Option(
                names = "--overcommit",
                paramLabel = "N",
                description =
                        "How many times a host's CPUs may be promised as limits: 0.1 to 20, such as"
                                + " 1.5.")
        @Nullable String overcommit;

        @Option(
                names = "--reserve",
                paramLabel = "SIZE",
                description =
                        "Memory of each host kept in reserve for everything else: megabytes such as 512,"
                                + " or 512m or 1g.")
        @Nullable String reserve;

        @Option(
                names = "--unbounded",
                negatable = true,
                description = "Whether to start nodes without regard to the hosts' capacity.")
        @Nullable Boolean unbounded;

        SetPolicy(CommandSession session) {
            super(session);
        }

        @Override
        Command command(CloudManager cloud) {
            if (overcommit == null && reserve == null && unbounded == null) {
                throw new CloudException(
                        ErrorCode.INVALID,
                        "Nothing to set: give --overcommit, --reserve, --unbounded or"
                                + " --no-unbounded");
            }
            HostPolicy policy = cloud.hostPolicy();
            if (overcommit != null) {
                policy = policy.withOvercommit(ValueParser.number(overcommit, "an overcommit"));
            }
            if (reserve != null) {
                policy = policy.withReserveBytes(ValueParser.memory(reserve));
            }
            if (unbounded != null) {
                policy = policy.withUnbounded(unbounded);
            }
            return new Command.SetHostPolicy(policy);
        }

        @Override
        String next() {
            return "Next: 'cloud host show' shows what fits now.";
        }
    }
}

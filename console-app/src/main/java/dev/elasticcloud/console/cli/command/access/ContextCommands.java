package dev.elasticcloud.console.cli.command.access;

import dev.elasticcloud.console.cli.output.Table;
import dev.elasticcloud.console.cli.session.CommandGroup;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.LazyCommands;
import dev.elasticcloud.console.clouds.CloudFinder;
import dev.elasticcloud.console.clouds.SavedClouds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// `cloud context …`: the clouds saved under a name.
public final class ContextCommands {

    private record Row(String name, String url, boolean current) {}

    private static final Table<Row> CONTEXTS =
            Table.<Row>empty()
                    .with("CONTEXT", "context", Row::name)
                    .with("IN USE", "current", row -> row.current() ? "yes" : "", Row::current)
                    .with("MANAGER", "url", Row::url);

    private ContextCommands() {}

    public static CommandLine context(CommandSession session) {
        return new LazyCommands()
                .with(Set.of("ls", "list"), () -> new Ls(session))
                .with("use", () -> new Use(session))
                .with("add", () -> new Add(session))
                .with("rm", () -> new Rm(session))
                .fill(
                        CommandGroup.of(
                                "context",
                                "Manages saved clouds, so that commands need no address. The"
                                        + " console offers them too.",
                                "  cloud context add office https://cloud.office.example:8080"
                                        + " --token -",
                                "  cloud context use office",
                                "  cloud context use local"),
                        session.words());
    }

    /// `cloud context ls`.
    @CommandLine.Command(
            name = "ls",
            aliases = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the saved clouds.",
            footer = "  cloud context ls")
    private static final class Ls implements Callable<Integer> {
        private final CommandSession session;

        Ls(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            SavedClouds saved = session.finder().saved();
            List<Row> rows = new ArrayList<>();
            rows.add(
                    new Row(
                            CloudFinder.Selection.LOCAL,
                            "on this machine",
                            saved.current().isEmpty()));
            saved.clouds()
                    .forEach(
                            (name, address) ->
                                    rows.add(
                                            new Row(
                                                    name,
                                                    address.toString(),
                                                    name.equals(saved.current()))));
            session.list(CONTEXTS, rows, Row::name);
            return 0;
        }
    }

    /// `cloud context use`.
    @CommandLine.Command(
            name = "use",
            mixinStandardHelpOptions = true,
            description = "Makes commands use a saved cloud; 'local' is the one on this machine.",
            footer = {"  cloud context use office", "  cloud context use local"})
    private static final class Use implements Callable<Integer> {
        private final CommandSession session;

        @Parameters(paramLabel = "NAME", description = "The saved cloud.")
        String name = "";

        Use(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            CloudFinder finder = session.finder();
            finder.save(finder.saved().using(name.equals(CloudFinder.Selection.LOCAL) ? "" : name));
            session.say("Commands now use " + name + "");
            return 0;
        }
    }

    /// `cloud context add`.
    @CommandLine.Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Saves a cloud under a name.",
                "The token of --token or CLOUD_TOKEN is saved with it, in a file that only you"
                        + " can read."
            },
            footer = {
                "  cloud context add office https://cloud.office.example:8080 --token - < token",
                "  CLOUD_TOKEN=… cloud context add office https://cloud.office.example:8080"
            })
    private static final class Add implements Callable<Integer> {
        private final CommandSession session;

        @Parameters(index = "0", paramLabel = "NAME", description = "The name to save it under.")
        String name = "";

        @Parameters(index = "1", paramLabel = "URL", description = "The manager's address.")
        String address = "";

        Add(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            CloudFinder finder = session.finder();
            String token = session.token();
            if (token.isEmpty()) {
                token = finder.environment().getOrDefault(CloudFinder.TOKEN, "");
            }
            finder.save(
                    finder.saved()
                            .with(
                                    name,
                                    CloudFinder.endpoint(
                                            address,
                                            token,
                                            finder.certificate(session.options.selection("")))));
            session.say("Saved in " + finder.savedFile());
            session.hint("Next: 'cloud context use %s' makes commands use it.".formatted(name));
            return 0;
        }
    }

    /// `cloud context rm`.
    @CommandLine.Command(
            name = "rm",
            mixinStandardHelpOptions = true,
            description = "Removes a saved cloud from the list; the cloud itself is not changed.",
            footer = "  cloud context rm office")
    private static final class Rm implements Callable<Integer> {
        private final CommandSession session;

        @Parameters(paramLabel = "NAME", description = "The saved cloud.")
        String name = "";

        Rm(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            CloudFinder finder = session.finder();
            finder.save(finder.saved().without(name));
            session.say("Removed " + name + " from the saved clouds");
            return 0;
        }
    }
}

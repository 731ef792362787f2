package dev.elasticcloud.console.cli;

import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.ManagerAccess;
import dev.elasticcloud.console.cli.session.Programs;
import dev.elasticcloud.console.cli.shell.ShellCompleter;
import dev.elasticcloud.console.clouds.CloudFinder;
import dev.elasticcloud.console.clouds.LocalCloud;
import dev.elasticcloud.manager.EvidenceFiles;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.ServeConfig;
import dev.elasticcloud.manager.api.Checkup;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.Finding;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.record.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Runs commands as a user does, against a simulated cloud in this process.
final class Commands implements AutoCloseable {

    private static final String URL = "http://simulated:1";

    private final HostedCloud cloud;
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final ManagerAccess managers;
    private final @Nullable Serving serving;

    private Commands(HostedCloud cloud, Path home) {
        this.cloud = cloud;
        this.home = home;
        this.managers = new TestManagers(endpoint -> unclosed(cloud));
        this.serving = null;
        environment.put(CloudFinder.URL, URL);
    }

    private Commands(HostedCloud cloud, Path home, Serving serving) {
        this.cloud = cloud;
        this.home = home;
        this.managers = new TestManagers(Managers::ask);
        this.serving = serving;
        environment.put("CLOUD_DATA", home.toString());
    }

    /// A simulated cloud with its own server; commands find it as they do on any machine.
    static Commands onServedCloud(Path home) {
        Path checkout = Path.of(System.getProperty("elasticcloud.home", "."));
        HostedCloud cloud = Managers.simulated(new ManagerConfig("default", checkout, home, 0));
        return new Commands(
                cloud,
                home,
                Managers.serve(cloud, ServeConfig.loopback("default", home, false, 0)));
    }

    /// The output of a command.
    record Answer(int code, String out, String err) {}

    static Commands onSimulatedCloud(Path home) {
        Path checkout = Path.of(System.getProperty("elasticcloud.home", "."));
        return new Commands(Managers.simulated(new ManagerConfig("test", checkout, home, 0)), home);
    }

    HostedCloud cloud() {
        return cloud;
    }

    Commands with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Answer run(String... words) {
        return runWith("", words);
    }

    /// Runs a command with this text as its input.
    Answer runWith(String input, String... words) {
        return runWith(new StringReader(input), words);
    }

    /// Runs a command that reads this input.
    Answer runWith(Reader input, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandSession.Terminal terminal =
                new CommandSession.Terminal(
                        new BufferedReader(input),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        false);
        int code = CloudCommand.run(NO_PROGRAMS, managers, finder(), terminal, words);
        return new Answer(code, out.toString(), err.toString());
    }

    /// The shell's completions for the last of these words.
    List<String> complete(List<String> words) {
        try (CommandSession session =
                new CommandSession(managers, finder(), nowhere(), List.of())) {
            return new ShellCompleter(CloudCommand.commands(NO_PROGRAMS, session), session)
                    .complete(words, words.size() - 1, words.getLast().length());
        }
    }

    /// Runs the shell at a terminal until the input ends it.
    ///
    /// @param printed receives the output of commands
    void converse(org.jline.terminal.Terminal terminal, Writer printed) {
        CommandSession.Terminal streams =
                new CommandSession.Terminal(
                        new BufferedReader(new StringReader("")),
                        new PrintWriter(printed),
                        new PrintWriter(printed),
                        true);
        try (CommandSession session = new CommandSession(managers, finder(), streams, List.of())) {
            CommandLine commands = CloudCommand.commands(NO_PROGRAMS, session);
            session.systemTerminal().with(terminal, any -> commands.execute("shell"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CommandSession.Terminal nowhere() {
        return new CommandSession.Terminal(
                new BufferedReader(new StringReader("")),
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                false);
    }

    /// The command tree, without a cloud.
    static CommandLine tree() {
        ManagerAccess none =
                new TestManagers(
                        endpoint -> {
                            throw new IllegalStateException("this test must not ask a cloud");
                        });
        return CloudCommand.commands(
                NO_PROGRAMS,
                new CommandSession(
                        none,
                        new CloudFinder(Map.of(), Path.of("."), none::running),
                        nowhere(),
                        List.of()));
    }

    CloudFinder finder() {
        return new CloudFinder(environment, home, managers::running);
    }

    @Override
    public void close() {
        if (serving != null) {
            serving.close();
        }
        cloud.close();
    }

    /// Managers in this process.
    private record TestManagers(Function<Endpoint, CloudManager> connection)
            implements ManagerAccess {

        @Override
        public CloudManager connect(Endpoint endpoint) {
            return connection.apply(endpoint);
        }

        @Override
        public Checkup examine(Programs.Hosted wanted, Optional<Endpoint> elsewhere) {
            return new Checkup(
                    List.of(
                            Finding.ok("JDK", "25"),
                            Finding.warning("Port for jobs", wanted.port() + " is taken", "--port"),
                            elsewhere
                                    .map(at -> Finding.ok("Manager", at.url() + " answers"))
                                    .orElse(Finding.fault("Manager", "\u001b[2Jnone", "serve"))),
                    Map.of("docker-info.json", "{\"token\":\"hidden\"}"));
        }

        @Override
        public void writeReport(Path file, Checkup checkup) {
            Managers.writeReport(file, checkup);
        }

        @Override
        public void saveEvidence(
                CloudManager cloud, Instant from, Instant to, Optional<Path> pictures, Path file) {
            EvidenceFiles.save(cloud, from, to, pictures, file);
        }

        @Override
        public Verification verify(Path file, Optional<Path> key) {
            return EvidenceFiles.verify(file, key);
        }

        @Override
        public Tokens tokens(LocalCloud cloud) {
            return Managers.tokens(
                    cloud.data(),
                    cloud.name().equals(LocalCloud.USUAL_NAME) ? "test" : cloud.name());
        }

        @Override
        public Optional<Endpoint> running(LocalCloud cloud) {
            return Managers.endpoint(cloud.data(), cloud.name());
        }
    }

    /// Refuses to start anything: these tests only ask managers.
    private static final Programs NO_PROGRAMS =
            new Programs() {

                @Override
                public int console(Hosted wanted) {
                    throw refused("the console");
                }

                @Override
                public int demo(String cloud, boolean simulated, Path out, int port) {
                    throw refused("the demo");
                }

                @Override
                public int shots(
                        Path out, List<String> screens, List<String> sizes, List<String> states) {
                    throw refused("pictures");
                }

                @Override
                public String benchmarks() {
                    return "";
                }

                @Override
                public int bench(String name, Measured measured) {
                    throw refused("a benchmark");
                }

                @Override
                public int chaos(
                        Path out,
                        long seed,
                        Duration length,
                        List<Integer> cases,
                        boolean restartDocker) {
                    throw refused("chaos");
                }

                @Override
                public int serve(Served wanted) {
                    throw refused("a server");
                }

                private UnsupportedOperationException refused(String program) {
                    return new UnsupportedOperationException("This test must not start " + program);
                }
            };

    /// A cloud that commands cannot close, so that it outlives them as a remote one does.
    private static CloudManager unclosed(CloudManager cloud) {
        return (CloudManager)
                Proxy.newProxyInstance(
                        Commands.class.getClassLoader(),
                        new Class<?>[] {CloudManager.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("close")) {
                                return null;
                            }
                            try {
                                return method.invoke(cloud, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}

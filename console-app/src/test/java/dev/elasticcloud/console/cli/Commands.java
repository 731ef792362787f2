package dev.elasticcloud.console.cli;

import dev.elasticcloud.console.cli.context.CommandContext;
import dev.elasticcloud.console.cli.context.LongRunningPrograms;
import dev.elasticcloud.console.cli.shell.ShellCommand;
import dev.elasticcloud.console.cli.shell.ShellCompleter;
import dev.elasticcloud.console.clouds.CloudFinder;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.ServeConfig;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.api.Tokens;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Runs commands as a user would, against a simulated cloud in this process.
final class Commands implements AutoCloseable {

    private static final String URL = "http://simulated:1";

    private final HostedCloud cloud;
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final LongRunningPrograms here;
    private final @Nullable Serving serving;

    private Commands(HostedCloud cloud, Path home) {
        this.cloud = cloud;
        this.home = home;
        this.here = new Here(endpoint -> unclosed(cloud));
        this.serving = null;
        environment.put(CloudFinder.URL, URL);
    }

    private Commands(HostedCloud cloud, Path home, Serving serving) {
        this.cloud = cloud;
        this.home = home;
        this.here = new Here(Managers::ask);
        this.serving = serving;
        environment.put("CLOUD_DATA", home.toString());
    }

    /// A simulated cloud behind its own server; commands find it as they do on any machine.
    static Commands onServedCloud(Path home) {
        Path checkout = Path.of(System.getProperty("elasticcloud.home", "."));
        HostedCloud cloud = Managers.simulated(new ManagerConfig("default", checkout, home, 0));
        return new Commands(
                cloud,
                home,
                Managers.serve(cloud, ServeConfig.loopback("default", home, false, 0)));
    }

    /// What a command answered.
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

    /// Runs a command that reads this text.
    Answer runWith(String input, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandContext.Terminal terminal =
                new CommandContext.Terminal(
                        new BufferedReader(new StringReader(input)),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        false);
        int code = CloudCommand.run(here, finder(), terminal, words);
        return new Answer(code, out.toString(), err.toString());
    }

    /// What the shell offers for the last of these words.
    List<String> complete(List<String> words) {
        try (CommandContext session = new CommandContext(here, finder(), nowhere(), List.of())) {
            return new ShellCompleter(CloudCommand.commands(here, session), session)
                    .complete(words, words.size() - 1, words.getLast().length());
        }
    }

    /// The shell at a terminal; ends with the person's last word.
    ///
    /// @param printed takes what commands print
    void converse(org.jline.terminal.Terminal terminal, Writer printed) {
        CommandContext.Terminal streams =
                new CommandContext.Terminal(
                        new BufferedReader(new StringReader("")),
                        new PrintWriter(printed),
                        new PrintWriter(printed),
                        true);
        try (CommandContext session = new CommandContext(here, finder(), streams, List.of())) {
            new ShellCommand(session).converse(CloudCommand.commands(here, session), terminal);
        }
    }

    private static CommandContext.Terminal nowhere() {
        return new CommandContext.Terminal(
                new BufferedReader(new StringReader("")),
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                false);
    }

    /// The commands without a cloud.
    static CommandLine tree() {
        LongRunningPrograms none =
                new Here(
                        endpoint -> {
                            throw new IllegalStateException("no cloud is asked");
                        });
        return CloudCommand.commands(
                none,
                new CommandContext(
                        none,
                        new CloudFinder(Map.of(), Path.of("."), none::running),
                        nowhere(),
                        List.of()));
    }

    CloudFinder finder() {
        return new CloudFinder(environment, home, here::running);
    }

    @Override
    public void close() {
        if (serving != null) {
            serving.close();
        }
        cloud.close();
    }

    /// Everything in this process; no window is opened.
    private record Here(Function<Endpoint, CloudManager> way) implements LongRunningPrograms {

        @Override
        public int console(boolean simulated, Path data, int port, String publish) {
            throw new UnsupportedOperationException("no window in this test");
        }

        @Override
        public int demo(boolean simulated, boolean headless, Path out, int port) {
            throw new UnsupportedOperationException("no window in this test");
        }

        @Override
        public int bench(
                String name,
                Path out,
                List<Path> traces,
                int peakNodes,
                Duration startDelay,
                Duration hostWork) {
            throw new UnsupportedOperationException("nothing is measured in this test");
        }

        @Override
        public int chaos(
                Path out, long seed, Duration length, List<Integer> cases, boolean restartDocker) {
            throw new UnsupportedOperationException("nothing is broken in this test");
        }

        @Override
        public CloudManager connect(Endpoint endpoint) {
            return way.apply(endpoint);
        }

        @Override
        public int serve(Served wanted) {
            throw new UnsupportedOperationException("nothing is served in this test");
        }

        @Override
        public Tokens tokens(Path data) {
            return Managers.tokens(data, "test");
        }

        @Override
        public Optional<Endpoint> running(Path data) {
            return Managers.endpoint(data, "default");
        }
    }

    /// The cloud outlives the commands that ask it, as a remote one would.
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

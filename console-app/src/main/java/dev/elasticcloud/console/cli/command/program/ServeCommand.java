package dev.elasticcloud.console.cli.command.program;

import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.ManagerOptions;
import dev.elasticcloud.console.cli.session.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cloud serve`: the manager without a window.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the manager without a window, with its REST API.",
            "The first start prints the owner's token, once. Commands and the console of this user"
                    + " need no token."
        },
        footer = {
            "  cloud serve --yes",
            "  cloud serve --simulated --listen 127.0.0.1:9000",
            "  cloud serve --listen 0.0.0.0:8443 --tls cert.pem,key.pem --host cloud.example"
        })
public final class ServeCommand implements Callable<Integer> {

    private static final String USUAL = "127.0.0.1:8080";
    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)\\]|([^:\\[\\]]+)):(\\d{1,5})");

    private final Programs programs;
    private final CommandSession session;

    @Spec CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description =
                    "The address of the API; default: 127.0.0.1:8080, or one of the next ports when"
                            + " another program has that one.")
    @Nullable String given;

    @Option(
            names = "--tls",
            split = ",",
            paramLabel = "CERT,KEY",
            description = {
                "A certificate and its key in PEM; required unless the API listens on loopback."
            })
    List<Path> tls = List.of();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "A name by which others reach this machine; can be repeated.")
    List<String> names = List.of();

    @Mixin private final ManagerOptions manager = new ManagerOptions();

    public ServeCommand(Programs programs, CommandSession session) {
        this.programs = programs;
        this.session = session;
    }

    @Override
    public Integer call() {
        String listen = given == null ? USUAL : given;
        Matcher address = ADDRESS.matcher(listen);
        if (!address.matches()) {
            throw refused("--listen takes HOST:PORT, such as 127.0.0.1:8080, not '" + listen + "'");
        }
        if (!tls.isEmpty() && tls.size() != 2) {
            throw refused("--tls takes a certificate and its key: --tls cert.pem,key.pem");
        }
        String host = address.group(1) == null ? address.group(2) : address.group(1);
        return programs.serve(
                new Programs.Served(
                        manager.hosted(session.local()),
                        host,
                        Integer.parseInt(address.group(3)),
                        given == null,
                        tls.isEmpty() ? null : tls.getFirst(),
                        tls.isEmpty() ? null : tls.getLast(),
                        names));
    }

    private ParameterException refused(String message) {
        CommandLine line = spec.commandLine();
        return new ParameterException(line, message);
    }
}

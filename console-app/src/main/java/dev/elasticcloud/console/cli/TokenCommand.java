package dev.elasticcloud.console.cli;

import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.AccessToken;
import dev.elasticcloud.manager.model.Role;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cloud token`: who may come in to this machine's manager, whether it runs or not.
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes, lists and revokes the tokens that open this machine's manager.",
        footer = {
            "",
            "Examples:",
            "  cloud token create --role user 'Ada'",
            "  cloud token ls",
            "  cloud token revoke 1a2b3c4d"
        })
final class TokenCommand implements Runnable {

    @Spec CommandSpec spec = CommandSpec.create();

    static CommandLine of(Programs programs) {
        return new CommandLine(new TokenCommand())
                .addSubcommand(new Create(programs))
                .addSubcommand(new Ls(programs))
                .addSubcommand(new Revoke(programs));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /// Whose tokens.
    static final class Place {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Where the store lives; default: the user's data folder.")
        Path data = CloudCommand.defaultData();
    }

    /// Roles by the spelling that the API has.
    static final class Roles implements ITypeConverter<Role> {
        @Override
        public Role convert(String text) {
            try {
                return Role.of(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }

    /// `cloud token create`.
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a token and prints its secret, this once.",
            footer = {"", "Examples:", "  cloud token create --role viewer 'the wall screen'"})
    static final class Create implements Callable<Integer> {
        private final Programs programs;

        @Spec CommandSpec spec = CommandSpec.create();
        @Mixin Place place = new Place();

        @Parameters(index = "0", paramLabel = "NAME", description = "Who or what will hold it.")
        String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                converter = Roles.class,
                description = "viewer, user or owner; default: user.")
        Role role = Role.USER;

        Create(Programs programs) {
            this.programs = programs;
        }

        @Override
        public Integer call() {
            try (Tokens tokens = programs.tokens(place.data)) {
                Tokens.Issued issued = tokens.create(name, role);
                PrintWriter err = spec.commandLine().getErr();
                err.printf(
                        "Token %s for %s, as %s. It is shown this once:%n",
                        issued.token().id(), issued.token().name(), role.key());
                err.flush();
                PrintWriter out = spec.commandLine().getOut();
                out.println(issued.secret());
                out.flush();
                return 0;
            }
        }
    }

    /// `cloud token ls`.
    @Command(
            name = "ls",
            mixinStandardHelpOptions = true,
            description = "Lists all tokens, without their secrets.",
            footer = {"", "Examples:", "  cloud token ls"})
    static final class Ls implements Callable<Integer> {
        private final Programs programs;

        @Spec CommandSpec spec = CommandSpec.create();
        @Mixin Place place = new Place();

        Ls(Programs programs) {
            this.programs = programs;
        }

        @Override
        public Integer call() {
            try (Tokens tokens = programs.tokens(place.data)) {
                PrintWriter out = spec.commandLine().getOut();
                out.printf("%-10s %-7s %-26s %s%n", "ID", "ROLE", "CREATED", "NAME");
                for (AccessToken token : tokens.list()) {
                    out.printf(
                            "%-10s %-7s %-26s %s%s%n",
                            token.id(),
                            token.role().key(),
                            token.createdAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                            token.name(),
                            token.isValid() ? "" : " (revoked)");
                }
                out.flush();
                return 0;
            }
        }
    }

    /// `cloud token revoke`.
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Makes a token open nothing any more.",
            footer = {"", "Examples:", "  cloud token revoke 1a2b3c4d"})
    static final class Revoke implements Callable<Integer> {
        private final Programs programs;

        @Spec CommandSpec spec = CommandSpec.create();
        @Mixin Place place = new Place();

        @Parameters(index = "0", paramLabel = "ID", description = "The token's id.")
        String id = "";

        Revoke(Programs programs) {
            this.programs = programs;
        }

        @Override
        public Integer call() {
            try (Tokens tokens = programs.tokens(place.data)) {
                AccessToken token = tokens.revoke(id);
                PrintWriter err = spec.commandLine().getErr();
                err.printf("Token %s of %s is revoked.%n", token.id(), token.name());
                err.flush();
                return 0;
            }
        }
    }
}

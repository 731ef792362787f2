package dev.elasticcloud.console.cli.command.access;

import dev.elasticcloud.console.cli.output.Table;
import dev.elasticcloud.console.cli.session.CommandGroup;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.LazyCommands;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.AccessToken;
import dev.elasticcloud.manager.model.Role;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cloud token …`: the access tokens of a manager. Those of this machine's manager can be managed
/// while it does not run.
public final class TokenCommands {

    private static final Table<AccessToken> TOKENS =
            Table.<AccessToken>empty()
                    .with("TOKEN", "id", AccessToken::id)
                    .with("ROLE", "role", token -> token.role().key())
                    .with("NAME", "name", AccessToken::name)
                    .with("CREATED", "createdAt", AccessToken::createdAt)
                    .with("REVOKED", "revokedAt", AccessToken::revokedAt);

    private TokenCommands() {}

    public static CommandLine token(CommandSession session) {
        return new LazyCommands()
                .with("create", () -> new Create(session))
                .with(Set.of("ls", "list"), () -> new Ls(session))
                .with("revoke", () -> new Revoke(session))
                .fill(
                        CommandGroup.of(
                                "token",
                                "Creates, lists and revokes access tokens of a manager; for"
                                        + " owners.",
                                "  cloud token create --role user 'Ada'",
                                "  cloud token ls",
                                "  cloud token revoke 1a2b3c4d --yes"),
                        session.words());
    }

    /// `cloud token create`.
    @CommandLine.Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Creates a token and prints its secret, only this once.",
            footer = "  cloud token create --role viewer 'the wall screen'")
    private static final class Create implements Callable<Integer> {
        private final CommandSession session;

        @Parameters(paramLabel = "NAME", description = "Who or what will use it.")
        String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
        Role role = Role.USER;

        Create(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            try (Tokens tokens = session.tokens()) {
                Tokens.Issued issued = tokens.create(name, role);
                session.say(
                        "Token %s for %s, as %s; its secret is shown only this once:"
                                .formatted(issued.token().id(), issued.token().name(), role.key()));
                if (session.isJson()) {
                    session.json(Map.of("id", issued.token().id(), "secret", issued.secret()));
                } else {
                    session.out().println(issued.secret());
                    session.out().flush();
                }
                return 0;
            }
        }
    }

    /// `cloud token ls`.
    @CommandLine.Command(
            name = "ls",
            aliases = "list",
            mixinStandardHelpOptions = true,
            description = "Lists all tokens, without their secrets.",
            footer = "  cloud token ls")
    private static final class Ls implements Callable<Integer> {
        private final CommandSession session;

        Ls(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            try (Tokens tokens = session.tokens()) {
                session.list(TOKENS, tokens.list(), AccessToken::id);
                return 0;
            }
        }
    }

    /// `cloud token revoke`.
    @CommandLine.Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Revokes a token; its open connections end.",
            footer = "  cloud token revoke 1a2b3c4d --yes")
    private static final class Revoke implements Callable<Integer> {
        private final CommandSession session;

        @Parameters(paramLabel = "TOKEN", description = "The token's id.")
        String id = "";

        @Option(
                names = {"-y", "--yes"},
                description = "Do not ask for confirmation.")
        boolean yes;

        Revoke(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.confirm("Revoke token %s? This cannot be undone.".formatted(id), yes);
            try (Tokens tokens = session.tokens()) {
                AccessToken token = tokens.revoke(id);
                session.say("Token %s of %s is revoked".formatted(token.id(), token.name()));
                return 0;
            }
        }
    }
}

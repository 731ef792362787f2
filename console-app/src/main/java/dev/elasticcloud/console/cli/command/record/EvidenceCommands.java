package dev.elasticcloud.console.cli.command.record;

import dev.elasticcloud.console.cli.output.AnsiStyle;
import dev.elasticcloud.console.cli.output.Formats;
import dev.elasticcloud.console.cli.output.Table;
import dev.elasticcloud.console.cli.output.TerminalText;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.model.record.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Signed evidence of what a cloud did, and its verification: `cloud evidence` and `cloud verify`.
public final class EvidenceCommands {

    private static final int BROKEN = 1;

    private static final Table<Verification.Part> PARTS =
            Table.<Verification.Part>empty()
                    .data("part", Verification.Part::name)
                    .data("state", part -> Formats.of(part.state()))
                    .data("text", Verification.Part::text)
                    .data("file", part -> fault(part).map(Verification.Fault::file))
                    .data("record", part -> fault(part).map(Verification.Fault::record))
                    .data("subject", part -> fault(part).map(Verification.Fault::subject))
                    .data("at", part -> fault(part).map(Verification.Fault::at))
                    .data("fault", part -> fault(part).map(Verification.Fault::what));

    private EvidenceCommands() {}

    private static Optional<Verification.Fault> fault(Verification.Part part) {
        return Optional.ofNullable(part.fault());
    }

    public static CommandLine evidence(CommandSession session) {
        CommandLine evidence = new CommandLine(new Evidence(session));
        evidence.addSubcommand(new Key(session));
        return evidence;
    }

    /// `cloud evidence`.
    @CommandLine.Command(
            name = "evidence",
            mixinStandardHelpOptions = true,
            description =
                    "Writes signed evidence of what the cloud did into a ZIP file: decisions with all their"
                            + " inputs, sums of the job ledger, settings, events and history. It holds no tokens, no job's"
                            + " parameters and no answers. Check it with 'cloud verify'.",
            footer = {
                "  cloud evidence --from 24h --out day.zip",
                "  cloud evidence --from 2026-01-31T12:00:00Z --to 2026-01-31T13:00:00Z --out noon.zip",
                "  cloud evidence --from 1h --pictures shots --out hour.zip",
                "  cloud evidence key"
            })
    static final class Evidence implements Callable<Integer> {

        /// The manager adds the present sums when it is asked; they belong into a range until now.
        private static final Duration PRESENT = Duration.ofSeconds(5);

        private final CommandSession session;

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description =
                        "10m for ten minutes ago, or a time such as 2026-01-31T12:00:00Z; default:"
                                + " ${DEFAULT-VALUE}.")
        String from = "24h";

        @Option(
                names = "--to",
                paramLabel = "TIME",
                description = "The same for the end of the range; default: now.")
        @Nullable String to;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "The file to write; default: ${DEFAULT-VALUE}.")
        Path out = Path.of("cloud-evidence.zip");

        @Option(
                names = "--pictures",
                paramLabel = "DIR",
                description = "Add the PNG files in this folder, at most 40 of 16 MiB each.")
        @Nullable Path pictures;

        Evidence(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Instant now = session.cloud().snapshot().at();
            Instant end = to == null ? now.plus(PRESENT) : HistoryCommands.moment(to, now);
            session.saveEvidence(
                    HistoryCommands.moment(from, now), end, Optional.ofNullable(pictures), out);
            session.say("The evidence is in %s; 'cloud verify %s' checks it".formatted(out, out));
            return 0;
        }
    }

    /// `cloud evidence key`.
    @CommandLine.Command(
            name = "key",
            mixinStandardHelpOptions = true,
            description =
                    "Prints the cloud's public key. Give it to those who are to check your evidence, by a way"
                            + " that they trust: with it, 'cloud verify --key' shows whose the evidence is.",
            footer = "  cloud evidence key > cloud.pem")
    static final class Key implements Callable<Integer> {
        private final CommandSession session;

        Key(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.out().print(session.cloud().evidenceKey());
            session.out().flush();
            return 0;
        }
    }

    /// `cloud verify`.
    @CommandLine.Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description =
                    "Verifies evidence without a manager: the files' hashes, the signature, the chain of records,"
                            + " the sums of the job ledger, and every decision, which is made again from its inputs. Names"
                            + " the first record that does not hold. Exit code 1 when there is one.",
            footer = {"  cloud verify day.zip", "  cloud verify day.zip --key cloud.pem"})
    public static final class Verify implements Callable<Integer> {
        private final CommandSession session;

        @Parameters(paramLabel = "FILE", description = "The evidence.")
        Path file = Path.of("cloud-evidence.zip");

        @Option(
                names = "--key",
                paramLabel = "FILE",
                description =
                        "The cloud's public key, as 'cloud evidence key' printed it. Without it, the key in the"
                                + " evidence is used, which shows that it is whole but not whose it is.")
        @Nullable Path key;

        public Verify(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Verification verification = session.verify(file, Optional.ofNullable(key));
            if (session.isJson()) {
                session.json(verification.parts().stream().map(PARTS::data).toList());
            } else {
                verification.parts().forEach(this::print);
                session.out().flush();
            }
            session.say(outcome(verification).formatted(file));
            return verification.holds() ? 0 : BROKEN;
        }

        private static String outcome(Verification verification) {
            if (!verification.holds()) {
                return "%s is refused";
            }
            boolean proven =
                    verification.parts().stream()
                            .noneMatch(part -> part.state() == Verification.State.UNPROVEN);
            return proven
                    ? "%s is verified"
                    : "Nothing contradicts %s, but not all of it is proven: see above";
        }

        private void print(Verification.Part part) {
            String state = "%-9s".formatted(Formats.of(part.state()));
            session.out()
                    .println(
                            (session.isColoured() ? style(part.state()).paint(state) : state)
                                    + "%-10s ".formatted(part.name())
                                    + TerminalText.cell(part.text()));
        }

        private static AnsiStyle style(Verification.State state) {
            return switch (state) {
                case HOLDS -> AnsiStyle.GOOD;
                case UNPROVEN -> AnsiStyle.WARNING;
                case BROKEN -> AnsiStyle.BAD;
            };
        }
    }
}

package dev.elasticcloud.console.cli.command.program;

import dev.elasticcloud.console.cli.output.AnsiStyle;
import dev.elasticcloud.console.cli.output.Formats;
import dev.elasticcloud.console.cli.output.Table;
import dev.elasticcloud.console.cli.output.TerminalText;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.PublishOptions;
import dev.elasticcloud.manager.api.Checkup;
import dev.elasticcloud.manager.api.Finding;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `cloud doctor`: whether a cloud can run here, and what to do if not.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Examines this machine, its Docker Engine and the cloud's manager.",
            "Each line says whether something is as it should be, and what to do if not. Nothing is"
                    + " changed. Exit code 1 when there is a fault."
        },
        footer = {"  cloud doctor", "  cloud doctor --report cloud-report.zip"})
public final class DoctorCommand implements Callable<Integer> {

    private static final int FAULT = 1;

    private static final Table<Finding> FINDINGS =
            Table.<Finding>empty()
                    .data("level", finding -> Formats.of(finding.level()))
                    .data("subject", Finding::subject)
                    .data("text", Finding::text)
                    .data("cure", Finding::cure);

    private final CommandSession session;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write a ZIP file for a bug report; it holds no secrets.")
    @Nullable Path report;

    @Mixin private final PublishOptions published = new PublishOptions();

    public DoctorCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Checkup checkup = session.checkup(published.hosted(session.local(), false));
        if (session.isJson()) {
            session.json(checkup.findings().stream().map(FINDINGS::data).toList());
        } else {
            checkup.findings().stream()
                    .filter(finding -> !session.options.quiet || !isOk(finding))
                    .forEach(this::print);
            session.out().flush();
        }
        Path file = report;
        if (file != null) {
            session.writeReport(file, checkup);
            session.say("The report is in %s".formatted(file));
        }
        return checkup.hasFault() ? FAULT : 0;
    }

    private static boolean isOk(Finding finding) {
        return finding.level() == Finding.Level.OK;
    }

    private void print(Finding finding) {
        String level = "%-8s".formatted(Formats.of(finding.level()));
        String head =
                (session.isColoured() ? styleOf(finding.level()).paint(level) : level)
                        + "%-20s ".formatted(finding.subject());
        session.out().println(head + TerminalText.cell(finding.text()));
        if (!finding.cure().isEmpty()) {
            session.out().println(" ".repeat(29) + TerminalText.cell(finding.cure()));
        }
    }

    private static AnsiStyle styleOf(Finding.Level level) {
        return switch (level) {
            case OK -> AnsiStyle.GOOD;
            case WARNING -> AnsiStyle.WARNING;
            case FAULT -> AnsiStyle.BAD;
        };
    }
}

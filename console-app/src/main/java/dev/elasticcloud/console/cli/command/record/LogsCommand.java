package dev.elasticcloud.console.cli.command.record;

import dev.elasticcloud.console.cli.output.TerminalText;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cloud logs NODE`.
@CommandLine.Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Prints the log of a node, oldest line first.",
        footer = {"  cloud logs light-1", "  cloud logs light-1 -f --tail 10 --timestamps"})
public final class LogsCommand implements Callable<Integer> {

    private final CommandSession session;

    @Parameters(paramLabel = "NODE", description = "The node's name.")
    String node = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Print new lines as they come, until the node ends or Ctrl-C.")
    boolean follow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "10m for the last ten minutes, or a time such as 2026-01-31T12:00:00Z.")
    @Nullable String since;

    @Option(
            names = {"-n", "--tail"},
            paramLabel = "N",
            description = "How many of the latest lines; default: ${DEFAULT-VALUE}.")
    int tail = 100;

    @Option(
            names = {"-t", "--timestamps"},
            description = "Print each line's time.")
    boolean timestamps;

    public LogsCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Instant from =
                since == null
                        ? null
                        : HistoryCommands.moment(since, session.cloud().snapshot().at());
        LogQuery query = new LogQuery(tail, from);
        NodeName name = NodeName.of(node);
        if (!follow) {
            session.cloud().logs(name, query).forEach(this::print);
            session.out().flush();
            return 0;
        }
        try (Subscription following = session.cloud().followLogs(name, query, this::printNow)) {
            following.ended().get();
            session.hint("The log of %s ends here: its container is gone".formatted(name));
        } catch (InterruptedException e) {
            // Ctrl-C ends it.
        } catch (ExecutionException e) {
            Throwable why = Objects.requireNonNullElse(e.getCause(), e);
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "The log of %s broke off: %s".formatted(name, why.getMessage()),
                    e);
        }
        return 0;
    }

    private synchronized void printNow(LogLine line) {
        print(line);
        session.out().flush();
    }

    private void print(LogLine line) {
        if (session.isJson()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("at", line.at().toString());
            values.put("error", line.error());
            values.put("text", line.text());
            session.jsonLine(values);
        } else {
            String text = session.isOnScreen() ? TerminalText.logLine(line.text()) : line.text();
            session.out().println(timestamps ? line.at() + "  " + text : text);
        }
    }
}

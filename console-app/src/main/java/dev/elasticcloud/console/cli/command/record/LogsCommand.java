package dev.elasticcloud.console.cli.command.record;

import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
            description = "Print new lines as they come, until Ctrl-C.")
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
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // Ctrl-C ends it.
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
            session.out().println(timestamps ? line.at() + "  " + line.text() : line.text());
        }
    }
}

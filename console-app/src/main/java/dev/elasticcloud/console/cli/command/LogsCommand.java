package dev.elasticcloud.console.cli.command;

import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/// `cloud logs NODE`.
@CommandLine.Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Writes what a node's program wrote, oldest first.",
        footer = {"  cloud logs light-1", "  cloud logs light-1 -f --tail 10 --timestamps"})
public final class LogsCommand implements Callable<Integer> {

    private final CommandSession session;

    @Parameters(paramLabel = "NODE", description = "The node's name.")
    String node = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with each new line until Ctrl-C.")
    boolean follow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "10m for ten minutes ago, or a moment.")
    @Nullable String since;

    @Option(
            names = {"-n", "--tail"},
            paramLabel = "N",
            description = "How many of the last lines; default: ${DEFAULT-VALUE}.")
    int tail = 100;

    @Option(
            names = {"-t", "--timestamps"},
            description = "Begin each line with its time.")
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
            // ended by the one who asked
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

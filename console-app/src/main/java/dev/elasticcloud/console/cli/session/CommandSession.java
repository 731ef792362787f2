package dev.elasticcloud.console.cli.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.console.cli.output.AnsiStyle;
import dev.elasticcloud.console.cli.output.Table;
import dev.elasticcloud.console.cli.output.TerminalWriter;
import dev.elasticcloud.console.clouds.CloudFinder;
import dev.elasticcloud.console.clouds.LocalCloud;
import dev.elasticcloud.manager.api.Checkup;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Verification;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The context of a command: the cloud that it uses, and the streams that it writes to. Data goes
/// to the standard output, everything else to the error output.
public final class CommandSession implements AutoCloseable {

    private static final String CLEAR = "\u001b[H\u001b[2J";
    private static final ObjectMapper JSON = new ObjectMapper();

    public final SharedOptions options = new SharedOptions();
    private final ManagerAccess managers;
    private final CloudFinder finder;
    private final Terminal terminal;
    private final PrintWriter out;
    private final PrintWriter err;
    private final List<String> words;
    private final Map<Endpoint, CloudManager> open = new HashMap<>();
    private final SystemTerminal systemTerminal = new SystemTerminal();
    private CloudFinder.Selection fallback = CloudFinder.Selection.NONE;
    private @Nullable String readToken;

    /// @param words the words typed; empty when any command may follow, as in the shell
    public CommandSession(
            ManagerAccess managers, CloudFinder finder, Terminal terminal, List<String> words) {
        this.words = List.copyOf(words);
        this.managers = managers;
        this.finder = finder;
        this.terminal = terminal;
        this.out = terminal.screen() ? shown(terminal.out(), false) : terminal.out();
        this.err = terminal.screen() ? shown(terminal.err(), true) : terminal.err();
    }

    private static PrintWriter shown(PrintWriter writer, boolean atOnce) {
        return new PrintWriter(new TerminalWriter(writer), atOnce);
    }

    /// The streams of a command.
    ///
    /// @param interactive whether a person sees the output and can answer questions
    /// @param screen whether the output goes to a terminal, wherever the input comes from
    public record Terminal(
            BufferedReader in,
            PrintWriter out,
            PrintWriter err,
            boolean interactive,
            boolean screen) {

        public Terminal(BufferedReader in, PrintWriter out, PrintWriter err, boolean interactive) {
            this(in, out, err, interactive, interactive);
        }
    }

    public List<String> words() {
        return words;
    }

    public CloudFinder finder() {
        return finder;
    }

    public PrintWriter out() {
        return out;
    }

    public PrintWriter err() {
        return err;
    }

    /// Empties the terminal, past what keeps text of others from doing so.
    void clearScreen() {
        out.flush();
        terminal.out().print(CLEAR);
        terminal.out().flush();
    }

    /// Whether the output goes to a terminal.
    public boolean isOnScreen() {
        return terminal.screen();
    }

    /// The terminal, for commands that draw on it or read single keys.
    public SystemTerminal systemTerminal() {
        return systemTerminal;
    }

    public BufferedReader in() {
        return terminal.in();
    }

    public boolean isInteractive() {
        return terminal.interactive();
    }

    public boolean isColoured() {
        return terminal.interactive()
                && !options.noColor
                && finder.environment().getOrDefault("NO_COLOR", "").isEmpty();
    }

    public boolean isJson() {
        return options.output == SharedOptions.Format.JSON;
    }

    /// The cloud that the command selects; it stays open for the next command.
    public CloudManager cloud() {
        return open.computeIfAbsent(finder.find(selection()), managers::connect);
    }

    private CloudFinder.Selection selection() {
        return options.selection(token()).or(fallback);
    }

    /// Makes the cloud selected now the one for commands that select none.
    public void keepSelection() {
        fallback = selection();
    }

    /// This user's data folder, independently of the selected cloud.
    public Path userData() {
        return finder.data();
    }

    /// The cloud on this machine that the command means if it means one.
    public LocalCloud local() {
        return finder.local(options.selection(options.token).or(fallback));
    }

    /// The name of a cloud that the command gave; empty when it gave none.
    public String givenName() {
        return options.cloud;
    }

    /// Examines where a cloud runs or is to run, and the manager that the command selects.
    public Checkup checkup(Programs.Hosted wanted) {
        CloudFinder.Selection selected = options.selection(options.token).or(fallback);
        return managers.examine(
                wanted,
                finder.isLocal(selected)
                        ? Optional.empty()
                        : Optional.of(finder.find(selection())));
    }

    public void writeReport(Path file, Checkup checkup) {
        managers.writeReport(file, checkup);
    }

    /// Saves the selected cloud's evidence.
    public void saveEvidence(Instant from, Instant to, Optional<Path> pictures, Path file) {
        managers.saveEvidence(cloud(), from, to, pictures, file);
    }

    public Verification verify(Path file, Optional<Path> key) {
        return managers.verify(file, key);
    }

    /// The tokens of the selected cloud; those of this machine's cloud can be read even while no
    /// manager runs.
    public Tokens tokens() {
        if (finder.isLocal(options.selection(options.token).or(fallback))) {
            return managers.tokens(local());
        }
        if (cloud() instanceof RemoteCloud remote) {
            return remote.tokens();
        }
        throw new CloudException(ErrorCode.NOT_FOUND, "This cloud has no tokens");
    }

    /// The token of the command line; `-` reads it once from the input.
    public String token() {
        if (!options.token.equals("-")) {
            return options.token;
        }
        String known = readToken;
        if (known == null) {
            known = readLine();
            readToken = known;
        }
        if (known.isBlank()) {
            throw new CloudException(
                    ErrorCode.INVALID, "No token on standard input: pipe it in as one line");
        }
        return known;
    }

    private String readLine() {
        try {
            String line = terminal.in().readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new CloudException(ErrorCode.UNAVAILABLE, "Cannot read standard input: " + e, e);
        }
    }

    /// The pod of this name in the latest snapshot.
    public PodStatus pod(String name) {
        return pod(name, cloud().snapshot());
    }

    /// The pod of this name in a snapshot.
    public PodStatus pod(String name, CloudSnapshot snapshot) {
        return snapshot.pod(PodName.of(name))
                .orElseThrow(
                        () -> CloudException.noPod(PodName.of(name), snapshot.pods().keySet()));
    }

    /// Writes rows as a table or as JSON; with --quiet, only their names.
    public <T> void list(Table<T> table, List<T> rows, Function<T, String> name) {
        if (options.quiet) {
            rows.forEach(row -> out().println(name.apply(row)));
        } else if (isJson()) {
            json(rows.stream().map(table::data).toList());
        } else {
            out().println(table.render(rows, isColoured()));
        }
        out().flush();
    }

    /// Writes one item as lines or as JSON.
    public <T> void show(Table<T> table, T thing) {
        if (isJson()) {
            json(table.data(thing));
        } else {
            out().println(table.describe(thing, isColoured()));
        }
        out().flush();
    }

    /// Writes lines that explain a table to people; programs find them in the table's data.
    public void lines(List<String> lines) {
        if (!options.quiet && !isJson()) {
            lines.forEach(out()::println);
            out().flush();
        }
    }

    public void json(Object value) {
        try {
            out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
            out().flush();
        } catch (JsonProcessingException e) {
            throw new CloudException(
                    ErrorCode.INTERNAL, "Cannot write the output as JSON: " + e, e);
        }
    }

    /// Writes one value on one line, for streams.
    public void jsonLine(Object value) {
        try {
            out().println(JSON.writeValueAsString(value));
            out().flush();
        } catch (JsonProcessingException e) {
            throw new CloudException(
                    ErrorCode.INTERNAL, "Cannot write the output as JSON: " + e, e);
        }
    }

    /// Reports to a person what was done.
    public void say(String message) {
        if (!options.quiet) {
            err().println(message);
            err().flush();
        }
    }

    /// Suggests what to do next.
    public void hint(String message) {
        if (!options.quiet && !isJson()) {
            err().println(isColoured() ? AnsiStyle.FAINT.paint(message) : message);
            err().flush();
        }
    }

    /// Asks for confirmation of something that cannot be undone.
    ///
    /// @throws CloudException when nobody can be asked, or the answer is no
    public void confirm(String question, boolean agreed) {
        if (agreed) {
            return;
        }
        if (!isInteractive()) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    question + " Nobody can be asked here: add --yes to confirm");
        }
        err().print(question + " [y/N] ");
        err().flush();
        if (!readLine().toLowerCase(java.util.Locale.ROOT).startsWith("y")) {
            throw new CloudException(ErrorCode.CONFLICT, "Not confirmed: nothing was changed");
        }
    }

    @Override
    public void close() {
        open.values().forEach(CloudManager::close);
        open.clear();
        out().flush();
        err().flush();
    }
}

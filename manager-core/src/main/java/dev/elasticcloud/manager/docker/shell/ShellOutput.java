package dev.elasticcloud.manager.docker.shell;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import dev.elasticcloud.manager.spi.PortException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a shell prints. Its first line tells its process id and is kept from the reader.
final class ShellOutput extends ResultCallback.Adapter<Frame> {

    private static final Logger LOG = LoggerFactory.getLogger(ShellOutput.class);
    private static final Pattern FIRST_LINE = Pattern.compile("shell (\\d{1,10})");
    private static final int LONGEST_FIRST = 1_000;

    private final Consumer<byte[]> reader;
    private final CompletableFuture<String> process = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ByteArrayOutputStream first = new ByteArrayOutputStream();

    ShellOutput(Consumer<byte[]> reader) {
        this.reader = reader;
    }

    @Override
    public void onNext(Frame frame) {
        byte[] printed = frame.getPayload();
        if (process.isDone()) {
            reader.accept(printed);
            return;
        }
        first.writeBytes(printed);
        byte[] so = first.toByteArray();
        int end = indexOfNewline(so);
        if (end < 0 && so.length < LONGEST_FIRST) {
            return;
        }
        Matcher line = FIRST_LINE.matcher(text(so, end));
        if (!line.matches()) {
            process.completeExceptionally(new IllegalStateException(text(so, so.length)));
            return;
        }
        process.complete(line.group(1));
        if (end + 1 < so.length) {
            reader.accept(Arrays.copyOfRange(so, end + 1, so.length));
        }
    }

    private static int indexOfNewline(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static String text(byte[] bytes, int end) {
        return new String(bytes, 0, Math.max(0, end), StandardCharsets.UTF_8).strip();
    }

    @Override
    public void onComplete() {
        super.onComplete();
        fail();
        ended.complete(null);
    }

    @Override
    public void onError(Throwable broken) {
        super.onError(broken);
        fail();
        ended.completeExceptionally(broken);
    }

    /// It ended before it told its process id, so what it printed is why it did not start.
    private void fail() {
        if (!process.isDone()) {
            process.completeExceptionally(
                    new IllegalStateException(text(first.toByteArray(), first.size())));
        }
    }

    /// Waits until the shell runs; the answer is why it does not, empty when it does.
    Optional<String> awaitStart(Duration most) {
        try {
            process.get(most.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(PortException.rootMessage(e));
        } catch (TimeoutException e) {
            return Optional.of("it printed nothing within " + most.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /// The shell's process id inside its container, once it runs.
    Optional<String> process() {
        return process.isDone() && !process.isCompletedExceptionally()
                ? Optional.of(process.join())
                : Optional.empty();
    }

    /// Completed when it prints no more; exceptionally when the connection broke off.
    CompletableFuture<Void> ended() {
        return ended;
    }

    /// Whether the shell has ended by itself.
    boolean exited() {
        return ended.isDone() && !ended.isCompletedExceptionally();
    }

    /// Ends the connection.
    void stop() {
        try {
            close();
        } catch (IOException e) {
            LOG.debug("The connection to a shell did not close cleanly", e);
        }
    }
}

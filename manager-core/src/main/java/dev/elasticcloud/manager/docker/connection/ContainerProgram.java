package dev.elasticcloud.manager.docker.connection;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs programs in an existing container and waits until they end.
public record ContainerProgram(DockerEngine engine, String container) {

    /// A program's output and exit code; null when it did not end in time.
    public record Ending(String output, @Nullable Long code) {}

    /// @param timeout how long its end is waited for; it is not ended then
    public Ending run(Duration timeout, String... command) {
        return engine.call(
                "run " + command[0] + " in " + container,
                () -> {
                    String id =
                            engine.commands()
                                    .execCreateCmd(container)
                                    .withCmd(command)
                                    .withAttachStdout(true)
                                    .withAttachStderr(true)
                                    .exec()
                                    .getId();
                    String said =
                            output(engine.streams().execStartCmd(id).exec(new Output()), timeout);
                    return new Ending(
                            said, engine.commands().inspectExecCmd(id).exec().getExitCodeLong());
                });
    }

    /// Everything a stream delivers until it ends or the time is up.
    public static String output(Output output, Duration timeout) {
        try (output) {
            output.awaitCompletion(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return output.text.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PortException.refused("Waiting for a program in a container was interrupted", e);
        } catch (IOException e) {
            throw PortException.unreachable("A container's output broke off", e);
        }
    }

    /// Collects a program's output.
    public static final class Output extends ResultCallback.Adapter<Frame> {
        private final StringBuffer text = new StringBuffer();

        @Override
        public void onNext(Frame frame) {
            text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
        }
    }
}

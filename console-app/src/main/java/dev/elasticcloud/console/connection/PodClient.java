package dev.elasticcloud.console.connection;

import dev.elasticcloud.manager.PodFiles;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodDraft;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Pod requests of the screens, and about the files that declare pods. Results arrive on the UI
/// thread, which never waits.
public final class PodClient {

    private final CloudConnection connection;

    public PodClient(CloudConnection connection) {
        this.connection = connection;
    }

    /// Checks a folder on the user's own computer.
    public void check(Path folder, Consumer<PodDraft> answered, Consumer<String> refused) {
        connection.ask(cloud -> PodFiles.check(folder), answered, refused);
    }

    /// Checks a changed `pod.yaml`, at once.
    public static PodDraft check(String yaml, PodSpec pod) {
        return PodFiles.check(yaml, pod);
    }

    /// A pod as `pod.yaml`.
    public static String write(PodSpec pod) {
        return PodFiles.write(pod);
    }

    /// Adds the pod of a folder, or updates it from a folder that was added before.
    public void add(Path folder, Runnable added, Consumer<String> refused) {
        connection.ask(cloud -> cloud.addPod(folder), receipt -> added.run(), refused);
    }

    /// Submits a command.
    public void submit(Command command, Runnable accepted, Consumer<String> refused) {
        connection.ask(cloud -> cloud.submit(command), receipt -> accepted.run(), refused);
    }

    /// The log of the latest build of a pod's image, so far.
    public void buildLog(PodName pod, Consumer<List<String>> answered, Consumer<String> refused) {
        connection.ask(cloud -> cloud.buildLog(pod).lines(), answered, refused);
    }

    /// Previews a command.
    public void preview(Command command, Consumer<Plan> answered, Consumer<String> refused) {
        connection.ask(cloud -> cloud.preview(command), answered, refused);
    }

    /// Runs a task on the UI thread after a delay, without a timer that redraws meanwhile.
    public void after(Duration delay, Runnable task) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> connection.ui().run(task));
    }
}

package dev.elasticcloud.manager.rest.change;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/// Submits the commands of requests, one request at a time: nothing happens between the check that
/// a pod is unchanged, the change, and its entry in the audit log.
public final class ChangeSubmitter {

    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(2);

    private final CloudManager cloud;
    private final AuditTrail audit;
    private final ProgressReport progress;
    private final ModelJson json = new ModelJson();
    private final ReentrantLock lock = new ReentrantLock();

    public ChangeSubmitter(CloudManager cloud, AuditTrail audit, ProgressReport progress) {
        this.cloud = cloud;
        this.audit = audit;
        this.progress = progress;
    }

    /// Responds with the progress: 200 when the command's effect is complete, else 202. With
    /// `dryRun` it responds with the plan and submits nothing.
    public ApiResponse.Buffered submit(ApiRequest request, Command command) {
        return submit(request, command, List.of(command));
    }

    /// Submits several commands that together make one change.
    ///
    /// @param whole a command with the same effect as all of them, for the preview
    public ApiResponse.Buffered submit(ApiRequest request, Command whole, List<Command> commands) {
        Duration wait = ProgressReport.waitOf(request);
        Receipt receipt;
        lock.lock();
        try {
            PodName subject = whole.subject();
            CloudSnapshot before = cloud.snapshot();
            if (subject != null) {
                SpecTag.requireMatch(request, subject, before);
            }
            if (request.flag("dryRun")) {
                return ApiResponse.json(200, json.bytes(cloud.preview(whole)));
            }
            if (commands.size() > 1) {
                // refused as a whole or not at all
                cloud.preview(whole);
            }
            receipt = submit(request, commands, before);
        } finally {
            lock.unlock();
        }
        return progress.respond(receipt, wait, whole.subject());
    }

    /// Records what was changed, also when the last commands are refused after the first were taken.
    private Receipt submit(ApiRequest request, List<Command> commands, CloudSnapshot before) {
        long generation = 0;
        Set<PodName> pods = new TreeSet<>();
        int taken = 0;
        try {
            for (Command command : commands) {
                Receipt receipt = cloud.submit(command);
                generation = receipt.generation();
                pods.addAll(receipt.pods());
                taken++;
            }
        } catch (RuntimeException refusal) {
            if (taken > 0) {
                try {
                    record(request, new Receipt(generation, pods), before);
                } catch (RuntimeException e) {
                    refusal.addSuppressed(e);
                }
            }
            throw refusal;
        }
        Receipt done = new Receipt(generation, pods);
        record(request, done, before);
        return done;
    }

    private void record(ApiRequest request, Receipt done, CloudSnapshot before) {
        awaitShown(done, before);
        audit.record(request, specs(before, done.pods()), specs(cloud.snapshot(), done.pods()));
    }

    /// Waits until the change is visible, so that whoever made it reads the new state. Some changes
    /// leave the spec as it was: for those the second snapshot from now ends the wait.
    private void awaitShown(Receipt receipt, CloudSnapshot before) {
        if (receipt.pods().isEmpty()) {
            return;
        }
        try {
            cloud.await(
                    now ->
                            now.number() >= before.number() + 2
                                    || receipt.pods().stream()
                                            .anyMatch(p -> differs(p, before, now)),
                    SHOWN_WITHIN);
        } catch (CloudException e) {
            if (e.code() != ErrorCode.TIMEOUT) {
                throw e;
            }
        }
    }

    private static boolean differs(PodName pod, CloudSnapshot before, CloudSnapshot now) {
        return !before.pod(pod).map(PodStatus::spec).equals(now.pod(pod).map(PodStatus::spec));
    }

    /// Adds the pod that a folder declares; call it when the folder is in its final place.
    public Receipt addPod(Path folder) {
        return cloud.addPod(folder);
    }

    /// Responds with the progress of an added pod, and records the change in the audit log.
    public ApiResponse.Buffered added(ApiRequest request, Receipt receipt) {
        audit.record(request, Map.of(), specs(cloud.snapshot(), receipt.pods()));
        return progress.respond(receipt, ProgressReport.waitOf(request), null);
    }

    private static Map<PodName, PodSpec> specs(CloudSnapshot snapshot, Set<PodName> pods) {
        Map<PodName, PodSpec> specs = new TreeMap<>();
        pods.forEach(name -> snapshot.pod(name).ifPresent(p -> specs.put(name, p.spec())));
        return specs;
    }
}

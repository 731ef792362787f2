package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.record.AuditEntry;
import dev.elasticcloud.manager.model.record.BuildLog;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.record.WhatIf;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Everything an owner or a user can ask of a cloud; local and remote managers behave alike.
///
/// All methods may be called from any thread. A refused request throws [CloudException].
public interface CloudManager extends AutoCloseable {

    /// The latest snapshot, at once.
    CloudSnapshot snapshot();

    /// Tells of each new snapshot, the latest first, from a thread of the manager. A slow
    /// listener misses snapshots in between, never the newest.
    Subscription subscribe(Consumer<CloudSnapshot> listener);

    /// Waits for the first snapshot that a condition holds for, the present one included.
    ///
    /// @throws CloudException with [ErrorCode#TIMEOUT] when there is none in time
    default CloudSnapshot await(Predicate<CloudSnapshot> condition, Duration timeout) {
        CompletableFuture<CloudSnapshot> found = new CompletableFuture<>();
        Subscription watching =
                subscribe(
                        snapshot -> {
                            if (condition.test(snapshot)) {
                                found.complete(snapshot);
                            }
                        });
        try (watching) {
            return found.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CloudException(
                    ErrorCode.TIMEOUT, "Not within " + timeout.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(ErrorCode.TIMEOUT, "Interrupted while waiting", e);
        } catch (ExecutionException e) {
            throw new CloudException(ErrorCode.INTERNAL, "Waiting failed: " + e.getMessage(), e);
        }
    }

    /// Takes a change of the spec in; its effect follows.
    Receipt submit(Command command);

    /// Waits until the effect of a command is complete, or until it is plain that it will not be
    /// soon. The command stays in force either way.
    ///
    /// @throws CloudException with [ErrorCode#TIMEOUT] and what stands in the way; with
    ///     [ErrorCode#FAILED] when something that is needed fails again and again; with
    ///     [ErrorCode#EXHAUSTED] when nodes stay pending because the host is full; with
    ///     [ErrorCode#UNAVAILABLE] when the engine stays away
    default CloudSnapshot await(Receipt receipt, Duration timeout) {
        return EffectWait.await(this, receipt, timeout);
    }

    /// Makes a pod known from a folder with a `pod.yaml` and a Dockerfile. A folder that was added
    /// before is read again: the pod keeps what the owner set, and its nodes are replaced one by
    /// one when the program changed.
    ///
    /// @throws CloudException with [ErrorCode#INVALID] and the first fault of the folder, or with
    ///     [ErrorCode#CONFLICT] when another pod has its name
    Receipt addPod(Path folder);

    /// The lines of the latest build of a pod's image, also while it goes on.
    BuildLog buildLog(PodName pod);

    /// All that a command would lead to, in order, without doing it.
    Plan preview(Command command);

    /// Accepts a job; from here on it is never lost.
    Job submit(JobRequest request);

    Job job(JobId id);

    /// Waits for a job's end.
    Job await(JobId id, Duration timeout);

    /// The latest jobs, newest first.
    List<Job> jobs(JobQuery query);

    Job cancel(JobId id);

    /// Decisions about a pod, newest first.
    List<Decision> decisions(PodName pod, int most);

    /// Decisions that changed a pod's node count, newest first.
    List<Decision> scalings(PodName pod, int most);

    /// What happened, newest first.
    List<CloudEvent> events(EventQuery query);

    /// A pod's past in a range, at the finest step that is kept for it.
    PodHistory history(PodName pod, HistoryRange range);

    /// A pod's past from `window` ago until now.
    default PodHistory history(PodName pod, Duration window) {
        return history(pod, HistoryRange.before(snapshot().at(), window));
    }

    /// Lives a pod's past through again with other settings; nothing is changed by it.
    ///
    /// Interrupting the thread ends it with a [java.util.concurrent.CancellationException].
    ///
    /// @throws CloudException with [ErrorCode#INVALID] when nothing was recorded in that range
    WhatIf whatIf(PodName pod, WhatIf.Question question);

    /// The last lines that a node's program wrote, oldest first.
    List<LogLine> logs(NodeName node, LogQuery query);

    /// Hands on a node's last lines and then each new one, from a thread of the manager, until the
    /// answer is closed or the node ends; then [Subscription#ended] is completed.
    Subscription followLogs(NodeName node, LogQuery query, Consumer<LogLine> reader);

    /// Everything the engine knows of a node's container, as JSON in the engine's own form; it may
    /// hold secrets that the image or the engine put there.
    String inspect(NodeName node);

    /// What the balancer counts for each backend and server, and the configuration it was given.
    BalancerReport balancer();

    /// How much of each host may be promised to nodes.
    HostPolicy hostPolicy();

    /// Who changed what through the manager's edge, newest first.
    ///
    /// @param before only entries with a smaller id; [Long#MAX_VALUE] for the latest
    List<AuditEntry> audit(long before, int most);

    /// Releases what the manager holds; nodes go on serving.
    @Override
    void close();
}

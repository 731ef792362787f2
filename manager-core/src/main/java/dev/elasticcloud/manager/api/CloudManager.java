package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.record.AuditEntry;
import dev.elasticcloud.manager.model.record.BuildLog;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.record.EvidenceQuery;
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

    /// Passes each new snapshot to a listener, starting with the latest, on a thread of the
    /// manager. A slow listener misses intermediate snapshots, never the newest.
    Subscription subscribe(Consumer<CloudSnapshot> listener);

    /// Waits for the first snapshot that meets a condition; the current one counts.
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

    /// Accepts a change of the spec; its effect follows.
    Receipt submit(Command command);

    /// Waits until the effect of a command is complete, or until it clearly will not be soon. The
    /// command stays in force either way.
    ///
    /// @throws CloudException with [ErrorCode#TIMEOUT] and the obstacle; with [ErrorCode#FAILED]
    ///     when a required step keeps failing; with [ErrorCode#EXHAUSTED] when nodes stay pending
    ///     because the host is full; with [ErrorCode#UNAVAILABLE] when the engine does not come
    ///     back
    default CloudSnapshot await(Receipt receipt, Duration timeout) {
        return EffectWait.await(this, receipt, timeout);
    }

    /// Adds a pod from a folder with a `pod.yaml` and a Dockerfile. A folder that was added before
    /// is read again: the pod keeps what the owner set, and its nodes are replaced one by one when
    /// the program changed.
    ///
    /// @throws CloudException with [ErrorCode#INVALID] and the first fault of the folder, or with
    ///     [ErrorCode#CONFLICT] when another pod has that name
    Receipt addPod(Path folder);

    /// The log lines of the latest build of a pod's image, also while it is running.
    BuildLog buildLog(PodName pod);

    /// The actions that a command would cause, in order, without executing them.
    Plan preview(Command command);

    /// Accepts a job; an accepted job is never lost.
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

    /// A pod's history in a range, at the finest step still kept for it.
    PodHistory history(PodName pod, HistoryRange range);

    /// A pod's history from `window` ago until now.
    default PodHistory history(PodName pod, Duration window) {
        return history(pod, HistoryRange.before(snapshot().at(), window));
    }

    /// Replays a pod's history with other settings; nothing is changed.
    ///
    /// Interrupting the thread cancels it with a [java.util.concurrent.CancellationException].
    ///
    /// @throws CloudException with [ErrorCode#INVALID] when nothing was recorded in that range
    WhatIf whatIf(PodName pod, WhatIf.Question question);

    /// The last log lines of a node's program, oldest first.
    List<LogLine> logs(NodeName node, LogQuery query);

    /// Hands on a node's last lines and then each new one, from a thread of the manager, until the
    /// answer is closed or the node ends; then [Subscription#ended] is completed.
    Subscription followLogs(NodeName node, LogQuery query, Consumer<LogLine> reader);

    /// Opens a shell in a node that runs, as its container's own user. That it was opened, and that
    /// it ended, is recorded; what is typed and printed is not.
    ///
    /// @param output receives what the shell prints, from a thread of the manager; while it waits,
    ///     the shell does
    /// @throws CloudException with [ErrorCode#CONFLICT] when the node is frozen or has ended, with
    ///     [ErrorCode#EXHAUSTED] when too many shells are open
    ShellSession openShell(NodeName node, TerminalSize size, Consumer<byte[]> output);

    /// Everything the engine knows about a node's container, as JSON in the engine's own form; it
    /// may hold secrets that the image or the engine put there.
    String inspect(NodeName node);

    /// The balancer's statistics for each backend and server, and its configuration.
    BalancerReport balancer();

    /// How much of each host may be promised to nodes.
    HostPolicy hostPolicy();

    /// Who changed what through the manager's API, newest first.
    ///
    /// @param before only entries with a smaller id; [Long#MAX_VALUE] for the latest
    List<AuditEntry> audit(long before, int most);

    /// Writes signed evidence of what the cloud did in a range of time into a ZIP file; the pictures
    /// it lists are not in it yet.
    ///
    /// @throws CloudException with [ErrorCode#NOT_FOUND] when nothing was recorded in that range
    default void evidence(EvidenceQuery query, Path file) {
        throw noEvidence();
    }

    /// The public key, in PEM form, by which this cloud's evidence is recognised.
    default String evidenceKey() {
        throw noEvidence();
    }

    private static CloudException noEvidence() {
        return new CloudException(ErrorCode.NOT_FOUND, "This cloud keeps no evidence");
    }

    /// Releases what the manager holds; nodes continue serving.
    @Override
    void close();
}

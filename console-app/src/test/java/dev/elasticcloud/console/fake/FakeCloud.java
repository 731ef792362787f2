package dev.elasticcloud.console.fake;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.api.Subscription;
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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A manager that records commands and shows the snapshots that a test gives it.
public class FakeCloud implements CloudManager {

    private final List<Consumer<CloudSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private final List<Command> commands = new CopyOnWriteArrayList<>();
    private final List<Duration> windows = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile CloudSnapshot snapshot;
    private volatile @Nullable String refusal;

    public FakeCloud(CloudSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    public List<Command> commands() {
        return List.copyOf(commands);
    }

    /// The ranges of the histories that were requested, in order.
    public List<Duration> windows() {
        return List.copyOf(windows);
    }

    public int histories() {
        return answered.get();
    }

    public void refuse(String message) {
        refusal = message;
    }

    public void publish(CloudSnapshot changed) {
        snapshot = changed;
        listeners.forEach(listener -> listener.accept(changed));
    }

    @Override
    public CloudSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public Subscription subscribe(Consumer<CloudSnapshot> listener) {
        listeners.add(listener);
        listener.accept(snapshot);
        return () -> listeners.remove(listener);
    }

    @Override
    public Receipt submit(Command command) {
        commands.add(command);
        String message = refusal;
        if (message != null) {
            throw new CloudException(ErrorCode.CONFLICT, message);
        }
        return new Receipt(commands.size(), Set.of());
    }

    @Override
    public Receipt addPod(Path folder) {
        throw notFaked();
    }

    @Override
    public WhatIf whatIf(PodName pod, WhatIf.Question question) {
        throw notFaked();
    }

    @Override
    public Plan preview(Command command) {
        throw notFaked();
    }

    @Override
    public BuildLog buildLog(PodName pod) {
        return new BuildLog(pod, List.of());
    }

    @Override
    public Job submit(JobRequest request) {
        throw notFaked();
    }

    @Override
    public Job job(JobId id) {
        throw notFaked();
    }

    @Override
    public Job await(JobId id, Duration timeout) {
        throw notFaked();
    }

    @Override
    public List<Job> jobs(JobQuery query) {
        return List.of();
    }

    @Override
    public Job cancel(JobId id) {
        throw notFaked();
    }

    @Override
    public List<Decision> decisions(PodName pod, int most) {
        return snapshot.pod(pod).map(SamplePast::decisions).orElse(List.of()).stream()
                .limit(most)
                .toList();
    }

    @Override
    public List<Decision> scalings(PodName pod, int most) {
        return decisions(pod, Integer.MAX_VALUE).stream()
                .filter(Decision::changesCount)
                .limit(most)
                .toList();
    }

    @Override
    public List<CloudEvent> events(EventQuery query) {
        return List.of();
    }

    @Override
    public String inspect(NodeName node) {
        return "{\"Id\":\"c0ffee\",\"Name\":\"/%s\"}".formatted(node);
    }

    @Override
    public BalancerReport balancer() {
        return BalancerReport.NONE;
    }

    @Override
    public HostPolicy hostPolicy() {
        return HostPolicy.DEFAULT;
    }

    @Override
    public List<AuditEntry> audit(long before, int most) {
        return List.of();
    }

    @Override
    public List<LogLine> logs(NodeName node, LogQuery query) {
        return List.of();
    }

    @Override
    public ShellSession openShell(NodeName node, TerminalSize size, Consumer<byte[]> output) {
        throw notFaked();
    }

    @Override
    public Subscription followLogs(NodeName node, LogQuery query, Consumer<LogLine> reader) {
        return () -> {};
    }

    @Override
    public PodHistory history(PodName pod, HistoryRange range) {
        Duration window = Duration.between(range.from(), range.to());
        windows.add(window);
        PodHistory history =
                snapshot.pod(pod)
                        .map(status -> SamplePast.of(status, snapshot.at(), window))
                        .orElse(PodHistory.empty(pod));
        answered.incrementAndGet();
        return history;
    }

    @Override
    public void close() {
        listeners.clear();
    }

    private static CloudException notFaked() {
        return new CloudException(ErrorCode.UNAVAILABLE, "The sample cloud runs no jobs");
    }
}

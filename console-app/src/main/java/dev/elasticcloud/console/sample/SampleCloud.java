package dev.elasticcloud.console.sample;

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
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A generated cloud that answers every request the same way each time and refuses every change.
public class SampleCloud implements CloudManager {

    /// The moment that the sample shows.
    public static final Instant NOW = Instant.parse("2026-05-04T14:32:10Z");

    private static final long SEED = 13;
    private static final int JOBS = 420;

    private final Map<PodName, PodStory> stories = new LinkedHashMap<>();
    private final List<Consumer<CloudSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private final SampleRecords records;
    private final SampleJobs jobs;
    private volatile CloudSnapshot snapshot;

    /// @param known the declared pods to show; more are generated like them for a large cloud
    public SampleCloud(SampleState state, List<PodSpec> known) {
        this(
                state,
                SamplePods.of(state, known),
                SamplePods.nodes(state, SamplePods.of(state, known)));
    }

    /// A busy cloud in which each pod has its max nodes.
    public SampleCloud(List<PodSpec> known) {
        this(SampleState.NORMAL, known, SamplePods.mostNodes(known));
    }

    private SampleCloud(SampleState state, List<PodSpec> specs, Map<PodName, Integer> counts) {
        for (PodSpec spec : specs) {
            int count = counts.getOrDefault(spec.name(), 0);
            if (count > 0) {
                stories.put(
                        spec.name(),
                        new PodStory(spec, stories.size(), Math.max(1, count - 3), NOW, SEED));
            }
        }
        this.records = new SampleRecords(NOW, stories);
        this.jobs = new SampleJobs(specs, state == SampleState.EMPTY ? 0 : JOBS, NOW, SEED);
        this.snapshot = new SampleSnapshots(state, NOW, stories).of(specs, counts);
        records.addStates(snapshot);
    }

    /// Publishes another snapshot to all listeners.
    public final void publish(CloudSnapshot changed) {
        snapshot = changed;
        listeners.forEach(listener -> listener.accept(changed));
    }

    @Override
    public final CloudSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public final Subscription subscribe(Consumer<CloudSnapshot> listener) {
        listeners.add(listener);
        listener.accept(snapshot);
        return () -> listeners.remove(listener);
    }

    /// Called before each answer; throws when there is none.
    protected void answer() {}

    @Override
    public PodHistory history(PodName pod, HistoryRange range) {
        answer();
        PodStory story = stories.get(pod);
        return story == null ? PodHistory.empty(pod) : story.history(range);
    }

    @Override
    public List<Decision> decisions(PodName pod, int most) {
        answer();
        PodStory story = stories.get(pod);
        return story == null ? List.of() : story.decisions().stream().limit(most).toList();
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
        answer();
        return records.events(query);
    }

    @Override
    public List<AuditEntry> audit(long before, int most) {
        answer();
        return records.audit(before, most);
    }

    @Override
    public List<Job> jobs(JobQuery query) {
        answer();
        return jobs.page(query);
    }

    @Override
    public Job job(JobId id) {
        answer();
        return jobs.job(id);
    }

    @Override
    public Job await(JobId id, Duration timeout) {
        return job(id);
    }

    @Override
    public BalancerReport balancer() {
        answer();
        return SampleBalancer.of(snapshot);
    }

    @Override
    public HostPolicy hostPolicy() {
        answer();
        return HostPolicy.DEFAULT;
    }

    @Override
    public List<LogLine> logs(NodeName node, LogQuery query) {
        answer();
        return records.log(node, query.tail());
    }

    @Override
    public ShellSession openShell(NodeName node, TerminalSize size, Consumer<byte[]> output) {
        throw new CloudException(
                ErrorCode.CONFLICT, "Node %s is made up, so no shell runs in it".formatted(node));
    }

    @Override
    public Subscription followLogs(NodeName node, LogQuery query, Consumer<LogLine> reader) {
        logs(node, query).forEach(reader);
        return () -> {};
    }

    @Override
    public String inspect(NodeName node) {
        answer();
        return "{\"Name\":\"/%s\",\"State\":{\"Status\":\"running\",\"ExitCode\":0}}"
                .formatted(node);
    }

    @Override
    public BuildLog buildLog(PodName pod) {
        answer();
        return new BuildLog(pod, List.of());
    }

    @Override
    public Plan preview(Command command) {
        answer();
        return Plan.EMPTY;
    }

    @Override
    public Receipt submit(Command command) {
        throw refused();
    }

    @Override
    public Receipt addPod(Path folder) {
        throw refused();
    }

    @Override
    public Job submit(JobRequest request) {
        throw refused();
    }

    @Override
    public Job cancel(JobId id) {
        throw refused();
    }

    @Override
    public WhatIf whatIf(PodName pod, WhatIf.Question question) {
        throw refused();
    }

    private static CloudException refused() {
        return new CloudException(
                ErrorCode.UNAVAILABLE, "This cloud is a sample: it cannot be changed");
    }

    @Override
    public void close() {
        listeners.clear();
    }
}

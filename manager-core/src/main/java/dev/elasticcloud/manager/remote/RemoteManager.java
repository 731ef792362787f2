package dev.elasticcloud.manager.remote;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.api.Link;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.api.Tokens;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A cloud whose manager is reached over its REST API. Snapshots arrive over the live stream, so
/// reading the latest costs nothing; every other request has a timeout.
public final class RemoteManager implements RemoteCloud {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteManager.class);
    private static final Duration UPLOAD = Duration.ofSeconds(30);

    private final ApiClient wire;
    private final SnapshotFollower snapshots;
    private final RemoteRecords records;
    private final RemoteJobs jobs;

    /// Connects to a manager and follows its live stream from the start.
    ///
    /// @throws CloudException when no manager answers, or the token is refused
    public static RemoteManager followed(Endpoint endpoint, InstantSource clock) {
        RemoteManager manager = new RemoteManager(endpoint, clock);
        manager.snapshots.follow();
        return manager;
    }

    /// Connects for a few requests: each snapshot is requested when it is read, until somebody
    /// subscribes.
    ///
    /// @throws CloudException when no manager answers, or the token is refused
    public RemoteManager(Endpoint endpoint, InstantSource clock) {
        this.wire = new ApiClient(endpoint);
        this.records = new RemoteRecords(wire);
        this.jobs = new RemoteJobs(wire);
        try {
            this.snapshots = new SnapshotFollower(endpoint, clock, wire);
        } catch (RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    /// Only the tokens of a manager, over a connection of their own.
    public static Tokens tokens(Endpoint endpoint) {
        ApiClient wire = new ApiClient(endpoint);
        return new RemoteTokens(wire, wire::close);
    }

    @Override
    public Link link() {
        return snapshots.link();
    }

    @Override
    public Tokens tokens() {
        // The connection belongs to the cloud.
        return new RemoteTokens(wire, () -> {});
    }

    @Override
    public CloudSnapshot snapshot() {
        return snapshots.latest();
    }

    @Override
    public Subscription subscribe(Consumer<CloudSnapshot> listener) {
        return snapshots.subscribe(listener);
    }

    @Override
    public Receipt submit(Command command) {
        return wire.post(wire.at("/v1/commands").build(), command, Receipt.class);
    }

    @Override
    public Plan preview(Command command) {
        HttpUrl url = wire.at("/v1/commands").addQueryParameter("dryRun", "true").build();
        return wire.post(url, command, Plan.class);
    }

    @Override
    public Receipt addPod(Path folder) {
        Path archive = FolderArchive.of(folder);
        try {
            return wire.send(wire.at("/v1/pods").build(), archive, UPLOAD, Receipt.class);
        } finally {
            delete(archive);
        }
    }

    private static void delete(Path archive) {
        try {
            Files.deleteIfExists(archive);
        } catch (IOException e) {
            LOG.debug("{} stays in the folder of temporary files", archive, e);
        }
    }

    @Override
    public BuildLog buildLog(PodName pod) {
        return wire.get(wire.at("/v1/pods/" + pod + "/build-log").build(), BuildLog.class);
    }

    @Override
    public Job submit(JobRequest request) {
        return jobs.submit(request);
    }

    @Override
    public Job job(JobId id) {
        return jobs.job(id);
    }

    @Override
    public Job await(JobId id, Duration timeout) {
        return jobs.await(id, timeout);
    }

    @Override
    public List<Job> jobs(JobQuery query) {
        return jobs.jobs(query);
    }

    @Override
    public Job cancel(JobId id) {
        return jobs.cancel(id);
    }

    @Override
    public List<Decision> decisions(PodName pod, int most) {
        return records.decisions(pod, most);
    }

    @Override
    public List<Decision> scalings(PodName pod, int most) {
        return records.scalings(pod, most);
    }

    @Override
    public List<CloudEvent> events(EventQuery query) {
        return records.events(query);
    }

    @Override
    public PodHistory history(PodName pod, HistoryRange range) {
        return records.history(pod, range);
    }

    @Override
    public WhatIf whatIf(PodName pod, WhatIf.Question question) {
        return records.whatIf(pod, question);
    }

    @Override
    public List<LogLine> logs(NodeName node, LogQuery query) {
        return records.logs(node, query);
    }

    @Override
    public Subscription followLogs(NodeName node, LogQuery query, Consumer<LogLine> reader) {
        return records.followLogs(node, query, reader);
    }

    @Override
    public ShellSession openShell(NodeName node, TerminalSize size, Consumer<byte[]> output) {
        return RemoteShell.open(wire, node, size, output);
    }

    @Override
    public String inspect(NodeName node) {
        return wire.text(wire.at("/v1/nodes/" + node + "/inspect").build());
    }

    @Override
    public void evidence(EvidenceQuery query, Path file) {
        records.evidence(query, file);
    }

    @Override
    public String evidenceKey() {
        return records.evidenceKey();
    }

    @Override
    public BalancerReport balancer() {
        return wire.get(wire.at("/v1/balancer/report").build(), BalancerReport.class);
    }

    @Override
    public HostPolicy hostPolicy() {
        return wire.get(wire.at("/v1/hosts-policy").build(), HostPolicy.class);
    }

    @Override
    public List<AuditEntry> audit(long before, int most) {
        HttpUrl.Builder url =
                wire.at("/v1/audit").addQueryParameter("limit", Integer.toString(most));
        if (before != Long.MAX_VALUE) {
            url.addQueryParameter("before", Long.toString(before));
        }
        return wire.list(url.build(), AuditEntry.class);
    }

    @Override
    public void close() {
        snapshots.close();
        wire.close();
    }
}

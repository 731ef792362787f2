package dev.elasticcloud.manager.remote;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.api.Link;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.Durations;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobOptions;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A cloud whose manager is reached over its REST API. Snapshots arrive over the live stream, so
/// reading the latest costs nothing; every other request has a timeout.
public final class RemoteManager implements RemoteCloud {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteManager.class);
    private static final int PAGE = 1_000;
    private static final int PAGE_WITH_RESULTS = 50;
    private static final Duration ONE_WAIT = Duration.ofSeconds(30);

    private final ApiClient wire;
    private final SnapshotFollower snapshots;
    private final RemoteRecords records;

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
    public Job submit(JobRequest request) {
        JobOptions options = request.options();
        HttpUrl.Builder url = wire.at("/v1/pods/" + request.pod() + "/jobs");
        Duration timeout = options.timeout();
        if (timeout != null) {
            url.addQueryParameter("timeout", Durations.format(timeout));
        }
        Boolean idempotent = options.idempotent();
        if (idempotent != null) {
            url.addQueryParameter("idempotent", idempotent.toString());
        }
        return wire.postOnce(url.build(), request.parameters(), options.key(), Job.class);
    }

    @Override
    public Receipt addPod(Path folder) {
        Path archive = FolderArchive.of(folder);
        try {
            return wire.send(wire.at("/v1/pods").build(), archive, ONE_WAIT, Receipt.class);
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
    public Job job(JobId id) {
        return wire.get(wire.at("/v1/jobs/" + id).build(), Job.class);
    }

    @Override
    public Job await(JobId id, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            Duration wait = left.compareTo(ONE_WAIT) > 0 ? ONE_WAIT : left;
            HttpUrl url =
                    wire.at("/v1/jobs/" + id)
                            .addQueryParameter("wait", wait.toMillis() + "ms")
                            .build();
            Job job = wire.get(url, Job.class, wait.plus(ApiClient.PROMPT));
            if (job.state().isFinal()) {
                return job;
            }
            if (System.nanoTime() >= end) {
                throw CloudException.stillOpen(job, timeout);
            }
        }
    }

    /// Reads page by page, because the manager limits how many jobs it returns at once.
    @Override
    public List<Job> jobs(JobQuery query) {
        int atOnce = query.withResults() ? PAGE_WITH_RESULTS : PAGE;
        List<Job> jobs = new ArrayList<>();
        JobQuery rest = query;
        while (true) {
            int limit = Math.min(atOnce, query.most() - jobs.size());
            List<Job> page = page(rest.withMost(limit));
            jobs.addAll(page);
            if (page.size() < limit || jobs.size() >= query.most()) {
                return jobs;
            }
            rest = rest.before(page.getLast().id());
        }
    }

    private List<Job> page(JobQuery query) {
        HttpUrl.Builder url =
                wire.at("/v1/jobs").addQueryParameter("limit", Integer.toString(query.most()));
        PodName pod = query.pod();
        if (pod != null) {
            url.addQueryParameter("pod", pod.value());
        }
        if (!query.states().isEmpty()) {
            url.addQueryParameter(
                    "state",
                    query.states().stream().map(Enum::name).collect(Collectors.joining(",")));
        }
        JobId before = query.before();
        if (before != null) {
            url.addQueryParameter("before", before.value());
        }
        if (query.withResults()) {
            url.addQueryParameter("results", "true");
        }
        Instant from = query.from();
        if (from != null) {
            url.addQueryParameter("from", from.toString());
        }
        Instant until = query.until();
        if (until != null) {
            url.addQueryParameter("until", until.toString());
        }
        String user = query.user();
        if (user != null) {
            url.addQueryParameter("user", user);
        }
        return wire.list(url.build(), Job.class);
    }

    @Override
    public Job cancel(JobId id) {
        return wire.delete(wire.at("/v1/jobs/" + id).build(), Job.class);
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
    public String inspect(NodeName node) {
        return wire.text(wire.at("/v1/nodes/" + node + "/inspect").build());
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

package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.engine.Ports;
import dev.elasticcloud.manager.engine.ReconcileLoop;
import dev.elasticcloud.manager.engine.record.EventRecorder;
import dev.elasticcloud.manager.evidence.EvidenceWriter;
import dev.elasticcloud.manager.jobs.JobDispatcher;
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
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.ManagerStats;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.rest.access.TokenRegistry;
import dev.elasticcloud.manager.spi.AuditLog;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.TokenBook;
import dev.elasticcloud.manager.usage.UsageHistory;
import dev.elasticcloud.manager.usage.UsageSampler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A cloud managed in this process: the engine, the job dispatcher and the usage history put
/// together.
final class LocalManager implements HostedCloud {

    private static final Duration USAGE_STORED = Duration.ofSeconds(5);

    /// How often the sums of the job ledger are added to the chain.
    private static final Duration SUMS_STORED = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(LocalManager.class);

    private static final Duration FIRST_ROUND = Duration.ofSeconds(30);

    /// The user of a job requested without a token: whoever runs this process.
    private static final String OWN_USER = System.getProperty("user.name", "");

    private final ManagerParts parts;
    private final UsageHistory history;
    private final PeriodicTask recorder;
    private final ReconcileLoop loop;
    private final JobDispatcher jobs;
    private final UsageSampler sampler;
    private final PodRegistrar registrar;
    private final NodeInspector nodes;
    private final NodeShells shells;
    private final PeriodicTask sums;
    private final EvidenceWriter evidence;

    /// The background activity.
    private final Closer activity;

    /// The external resources, and the background activity that uses them.
    private final Closer opened;

    /// @param known the pods that come with the installation
    /// @param opened resources that the parts depend on; closed with this manager
    LocalManager(String cloud, ManagerParts parts, List<PodSpec> known, Closer opened) {
        this.parts = parts;
        this.opened = opened;
        this.activity = opened.add(new Closer());
        this.history = new UsageHistory(parts.usage(), parts.decisions(), parts.clock());
        this.recorder = activity.add(new PeriodicTask("usage", USAGE_STORED, history::keep));
        this.jobs =
                activity.add(
                        new JobDispatcher(
                                parts.ledger(),
                                parts.transport(),
                                parts.clock(),
                                this::snapshot,
                                this::wake));
        this.loop =
                activity.add(
                        new ReconcileLoop(
                                new Ports(
                                        cloud,
                                        parts.runtime(),
                                        parts.balancer(),
                                        parts.autoscaler(),
                                        parts.specs(),
                                        parts.decisions(),
                                        parts.events(),
                                        parts.health(),
                                        jobs.workload(),
                                        history,
                                        parts.clock())));
        this.sampler =
                activity.add(
                        new UsageSampler(
                                parts.runtime(), loop::observation, history, parts.clock()));
        this.nodes = new NodeInspector(parts.runtime(), loop::observation);
        this.shells =
                activity.add(
                        new NodeShells(
                                parts.runtime(),
                                nodes::container,
                                loop::snapshot,
                                new EventRecorder(parts.events(), parts.clock())));
        this.sums =
                activity.add(
                        new PeriodicTask(
                                "sums",
                                SUMS_STORED,
                                () -> parts.evidence().recordSums(parts.clock().instant(), false)));
        this.evidence =
                new EvidenceWriter(
                        parts.evidence(),
                        parts.events(),
                        history::of,
                        loop::snapshot,
                        parts.key(),
                        parts.clock());
        this.registrar = new PodRegistrar(loop);
        registrar.define(known);
        registrar.noteGone();
        jobs.resume(loop.spec().pods());
    }

    void start() {
        activity.add(loop.subscribe(jobs::follow));
        activity.add(loop.subscribe(history::record));
        loop.start();
        sampler.start();
        recorder.start();
        sums.start();
        try {
            await(s -> s.number() > 0, FIRST_ROUND);
        } catch (CloudException e) {
            LOG.warn("The first round has not finished yet; the engine may not be answering");
        }
    }

    private void wake() {
        loop.wake();
    }

    /// This manager's clock.
    ManagerClock clock() {
        return parts.clock();
    }

    /// The tokens in this cloud's store.
    TokenBook tokenBook() {
        return parts.tokens();
    }

    /// The audit log in this cloud's store.
    AuditLog audit() {
        return parts.audit();
    }

    @Override
    public CloudSnapshot snapshot() {
        return loop.snapshot();
    }

    @Override
    public Subscription subscribe(Consumer<CloudSnapshot> listener) {
        return loop.subscribe(listener);
    }

    @Override
    public Receipt submit(Command command) {
        return loop.submit(command);
    }

    @Override
    public Receipt addPod(Path folder) {
        return registrar.add(folder);
    }

    @Override
    public BuildLog buildLog(PodName pod) {
        if (loop.spec().pod(pod).isEmpty()) {
            throw CloudException.noPod(pod, loop.spec().pods().keySet());
        }
        return new BuildLog(pod, loop.buildLog(pod));
    }

    @Override
    public Plan preview(Command command) {
        return loop.preview(command);
    }

    @Override
    public Job submit(JobRequest request) {
        return jobs.submit(request.user().isEmpty() ? request.by(OWN_USER) : request);
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
        return parts.decisions().latest(pod, most);
    }

    @Override
    public List<Decision> scalings(PodName pod, int most) {
        return parts.decisions().latestScalings(pod, most);
    }

    @Override
    public List<CloudEvent> events(EventQuery query) {
        return parts.events().find(query);
    }

    @Override
    public PodHistory history(PodName pod, HistoryRange range) {
        return history.of(pod, range);
    }

    @Override
    public WhatIf whatIf(PodName name, WhatIf.Question question) {
        return new WhatIfReplayer(this::history)
                .answer(snapshot(), loop.spec().hosts(), name, question);
    }

    @Override
    public List<LogLine> logs(NodeName node, LogQuery query) {
        return nodes.logs(node, query);
    }

    @Override
    public Subscription followLogs(NodeName node, LogQuery query, Consumer<LogLine> reader) {
        return nodes.followLogs(node, query, reader);
    }

    @Override
    public ShellSession openShell(NodeName node, TerminalSize size, Consumer<byte[]> output) {
        return shells.open(node, size, output);
    }

    @Override
    public String inspect(NodeName node) {
        return nodes.inspect(node);
    }

    @Override
    public BalancerReport balancer() {
        return OutsideCall.answer(parts.balancer()::report);
    }

    @Override
    public HostPolicy hostPolicy() {
        return loop.spec().hosts();
    }

    @Override
    public List<AuditEntry> audit(long before, int most) {
        return parts.audit().latest(before, most);
    }

    @Override
    public void evidence(EvidenceQuery query, Path file) {
        OutsideCall.run(() -> evidence.write(query, file));
    }

    @Override
    public String evidenceKey() {
        return parts.key().publicPem();
    }

    @Override
    public synchronized Leftovers tearDown(Duration timeout) {
        Receipt last = null;
        for (PodSpec pod : loop.spec().pods().values()) {
            if (pod.target().initialised()) {
                last = loop.submit(new Command.ShutDownPod(pod.name()));
            }
        }
        if (last != null) {
            try {
                await(last, timeout);
            } catch (CloudException e) {
                LOG.warn("The pods did not shut down in time, so they are stopped: {}", e.text());
            }
        }
        activity.close();
        parts.balancer().shutDown();
        return parts.sweep().get();
    }

    /// The store behind them closes with this manager.
    @Override
    public Tokens tokens() {
        return new TokenRegistry(parts.tokens(), parts.clock(), () -> {});
    }

    @Override
    public ManagerStats stats() {
        return new ManagerStats(
                loop.rounds(),
                parts.runtime().calls(),
                parts.balancer().calls(),
                jobs.latencies(),
                loop.verdicts());
    }

    @Override
    public void close() {
        opened.close();
    }
}

package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.engine.Ports;
import dev.elasticcloud.manager.engine.ReconcileLoop;
import dev.elasticcloud.manager.jobs.JobDispatcher;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.observed.NodeContainer;
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
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.ManagerStats;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.pods.PodFolder;
import dev.elasticcloud.manager.rest.access.TokenRegistry;
import dev.elasticcloud.manager.scale.Autoscaler;
import dev.elasticcloud.manager.spi.AuditLog;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.DecisionLog;
import dev.elasticcloud.manager.spi.EventLog;
import dev.elasticcloud.manager.spi.JobLedger;
import dev.elasticcloud.manager.spi.JobTransport;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.SpecStore;
import dev.elasticcloud.manager.spi.StoreHealth;
import dev.elasticcloud.manager.spi.TokenBook;
import dev.elasticcloud.manager.spi.UsageLog;
import dev.elasticcloud.manager.usage.UsageHistory;
import dev.elasticcloud.manager.usage.UsageRecorder;
import dev.elasticcloud.manager.usage.UsageSampler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A cloud managed in this process: the engine, the job dispatcher and the usage book put together.
final class LocalManager implements HostedCloud {

    private static final Logger LOG = LoggerFactory.getLogger(LocalManager.class);

    private static final Duration FIRST_ROUND = Duration.ofSeconds(30);

    /// Who asks for a job that no token came with: whoever runs this process.
    private static final String OWN_USER = System.getProperty("user.name", "");

    /// What the manager is made of.
    ///
    /// @param sweep removes from the host what is left of this cloud and says what stayed
    record Parts(
            ContainerRuntime runtime,
            LoadBalancer balancer,
            JobTransport transport,
            Autoscaler autoscaler,
            SpecStore specs,
            DecisionLog decisions,
            EventLog events,
            JobLedger ledger,
            UsageLog usage,
            StoreHealth health,
            TokenBook tokens,
            AuditLog audit,
            ManagerClock clock,
            Supplier<Leftovers> sweep) {}

    private final Parts parts;
    private final UsageHistory history;
    private final UsageRecorder recorder;
    private final ReconcileLoop loop;
    private final JobDispatcher jobs;
    private final UsageSampler sampler;

    /// All that goes on by itself.
    private final Closer activity;

    /// What it holds of the outside, and the activity on top of that.
    private final Closer opened;

    /// @param known the pods that the installation brings along
    /// @param opened what the parts stand on; closed with this manager
    LocalManager(String cloud, Parts parts, List<PodSpec> known, Closer opened) {
        this.parts = parts;
        this.opened = opened;
        this.activity = opened.add(new Closer());
        this.history = new UsageHistory(parts.usage(), parts.decisions(), parts.clock());
        this.recorder = activity.add(new UsageRecorder(history));
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
                                        jobs,
                                        history,
                                        parts.clock())));
        this.sampler =
                activity.add(
                        new UsageSampler(
                                parts.runtime(), loop::observation, history, parts.clock()));
        for (PodSpec pod : known) {
            if (!loop.spec().pod(pod.name()).map(p -> sameProgram(p, pod)).orElse(false)) {
                loop.submit(new Command.DefinePod(pod));
            }
        }
        tellOfFoldersGone();
        jobs.resume(loop.spec().pods());
    }

    private static boolean sameProgram(PodSpec known, PodSpec read) {
        return known.nodeFingerprint().equals(read.nodeFingerprint())
                && known.image().equals(read.image())
                && known.job().equals(read.job())
                && known.title().equals(read.title())
                && known.description().equals(read.description());
    }

    void start() {
        activity.add(loop.subscribe(jobs::follow));
        activity.add(loop.subscribe(history::record));
        loop.start();
        sampler.start();
        recorder.start();
        awaitFirstRound();
    }

    private void awaitFirstRound() {
        try {
            await(s -> s.number() > 0, FIRST_ROUND);
        } catch (CloudException e) {
            LOG.warn("The first round takes long; the engine may not answer");
        }
    }

    private void wake() {
        loop.wake();
    }

    /// The time that this manager goes by.
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
        PodSpec pod = PodFolder.read(folder);
        loop.spec().pod(pod.name()).ifPresent(known -> requireSameSource(known, pod));
        return loop.submit(new Command.DefinePod(pod));
    }

    private static void requireSameSource(PodSpec known, PodSpec added) {
        boolean same =
                known.image() instanceof ImageSource.Folder before
                        && added.image() instanceof ImageSource.Folder now
                        && (before.path().equals(now.path()) || !Files.isDirectory(before.path()));
        if (!same && !known.image().equals(added.image())) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "There is a pod '%s' already, made from %s: give this one another name in its pod.yaml, or forget that one first"
                            .formatted(known.name(), source(known.image())));
        }
    }

    private static String source(ImageSource image) {
        return switch (image) {
            case ImageSource.Folder folder -> "the folder " + folder.path();
            case ImageSource.Reference reference -> "the image " + reference.image();
        };
    }

    /// Pods whose folder is gone go on with the image that was made from it; says so once.
    private void tellOfFoldersGone() {
        for (PodSpec pod : loop.spec().pods().values()) {
            if (pod.image() instanceof ImageSource.Folder folder
                    && !Files.isDirectory(folder.path())) {
                loop.note(
                        CloudEvent.Severity.WARNING,
                        pod.name(),
                        "The folder %s of pod %s is gone: the pod goes on with the image made from it before"
                                .formatted(folder.path(), pod.name()));
            }
        }
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
        return outside(() -> parts.runtime().logs(container(node), query));
    }

    @Override
    public Subscription followLogs(NodeName node, LogQuery query, Consumer<LogLine> reader) {
        AutoCloseable following =
                outside(() -> parts.runtime().followLogs(container(node), query, reader));
        return () -> close(following);
    }

    @Override
    public String inspect(NodeName node) {
        return outside(() -> parts.runtime().inspect(container(node)));
    }

    @Override
    public BalancerReport balancer() {
        return outside(parts.balancer()::report);
    }

    @Override
    public HostPolicy hostPolicy() {
        return loop.spec().hosts();
    }

    @Override
    public List<AuditEntry> audit(long before, int most) {
        return parts.audit().latest(before, most);
    }

    private NodeContainer container(NodeName node) {
        return loop.observation()
                .container(node)
                .orElseThrow(
                        () ->
                                new CloudException(
                                        ErrorCode.NOT_FOUND,
                                        "There is no node %s with a container".formatted(node)));
    }

    /// Asks the outside on a caller's behalf: its refusals become ours.
    private static <T> T outside(Supplier<T> call) {
        try {
            return call.get();
        } catch (PortException e) {
            throw new CloudException(
                    e.isUnreachable() ? ErrorCode.UNAVAILABLE : ErrorCode.CONFLICT,
                    String.valueOf(e.getMessage()),
                    e);
        }
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

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("Could not close {}", part, e);
        }
    }
}

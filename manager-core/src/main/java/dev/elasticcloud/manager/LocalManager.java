package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.engine.Ports;
import dev.elasticcloud.manager.engine.ReconcileLoop;
import dev.elasticcloud.manager.jobs.JobDispatcher;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.record.WhatIf;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.ManagerStats;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.pods.PodFolder;
import dev.elasticcloud.manager.scale.Autoscaler;
import dev.elasticcloud.manager.scale.trial.Replay;
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
import dev.elasticcloud.manager.spi.UsageLog;
import dev.elasticcloud.manager.usage.UsageHistory;
import dev.elasticcloud.manager.usage.UsageRecorder;
import dev.elasticcloud.manager.usage.UsageSampler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A cloud managed in this process: the engine, the job dispatcher and the usage book put together.
final class LocalManager implements HostedCloud {

    private static final Logger LOG = LoggerFactory.getLogger(LocalManager.class);

    /// What a node's start is taken to last while none was measured.
    private static final Duration USUAL_START = Duration.ofSeconds(2);

    private static final Duration FIRST_ROUND = Duration.ofSeconds(30);

    /// What the manager is made of; all of it is closed with it.
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
            ManagerClock clock,
            Supplier<Leftovers> sweep) {}

    private final Parts parts;
    private final UsageHistory history;
    private final UsageRecorder keeper;
    private final ReconcileLoop loop;
    private final JobDispatcher jobs;
    private final UsageSampler sampler;
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();

    LocalManager(String cloud, Parts parts, List<PodSpec> known) {
        this.parts = parts;
        this.history = new UsageHistory(parts.usage(), parts.decisions(), parts.clock());
        this.keeper = new UsageRecorder(history);
        this.jobs =
                new JobDispatcher(
                        parts.ledger(),
                        parts.transport(),
                        parts.clock(),
                        this::snapshot,
                        this::wake);
        this.loop =
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
                                parts.clock()));
        this.sampler = new UsageSampler(parts.runtime(), loop::observation, history, parts.clock());
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

    /// Closes this as well when the manager is closed, after everything begun later.
    LocalManager closing(AutoCloseable part) {
        closing.push(part);
        return this;
    }

    LocalManager start() {
        closing.push(loop.subscribe(jobs::follow));
        closing.push(loop.subscribe(history::record));
        loop.start();
        sampler.start();
        keeper.start();
        awaitFirstRound();
        return this;
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
    public Plan preview(Command command) {
        return loop.preview(command);
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
        return parts.decisions().latest(pod, most);
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
        PodStatus pod =
                snapshot()
                        .pod(name)
                        .orElseThrow(
                                () ->
                                        new CloudException(
                                                ErrorCode.NOT_FOUND,
                                                "There is no pod '%s'".formatted(name)));
        PodHistory past = history(name, question.range());
        if (past.points().size() < 2) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "Nothing was recorded of pod %s from %s to %s: ask about a time when it ran"
                            .formatted(name, question.range().from(), question.range().to()));
        }
        Duration provisioning = question.provisioning();
        if (provisioning == null) {
            Duration measured = pod.reaction();
            provisioning = measured == null ? USUAL_START : measured;
        }
        return Replay.of(pod.spec(), past, question.elasticity(), provisioning);
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
        stop();
        parts.balancer().shutDown();
        return parts.sweep().get();
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

    /// Ends all activity of the manager; what it holds of the outside stays until it is closed.
    private void stop() {
        sampler.close();
        loop.close();
        jobs.close();
        keeper.close();
    }

    @Override
    public void close() {
        stop();
        closing.push(parts.balancer());
        while (!closing.isEmpty()) {
            close(closing.pop());
        }
        parts.runtime().close();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("Could not close {}: {}", part, e.toString());
        }
    }
}

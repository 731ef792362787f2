package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.record.WhatIf;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.simulation.SimulatedTimings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every manager does alike, wherever it is; here over a simulated cloud.
abstract class CloudManagerContract {

    private static final PodName LIGHT = PodName.of("light");
    private static final PodName HEAVY = PodName.of("heavy");
    static final Duration SOON = Duration.ofSeconds(20);

    private HostedCloud hosted;
    private CloudManager cloud;

    /// A manager as its users have it, over one that runs in this process.
    abstract CloudManager reach(HostedCloud hosted);

    @BeforeEach
    void startManager() {
        begin(SimulatedTimings.INSTANT);
    }

    private void begin(SimulatedTimings pace) {
        hosted = Clouds.simulated(pace);
        cloud = reach(hosted);
    }

    @AfterEach
    void closeManager() {
        cloud.close();
        hosted.close();
    }

    HostedCloud hosted() {
        return hosted;
    }

    CloudManager cloud() {
        return cloud;
    }

    @Test
    void theThreePodsAreKnownAndNotInitialised() {
        assertThat(cloud.snapshot().pods().keySet())
                .containsExactly(HEAVY, LIGHT, PodName.of("medium"));
        assertThat(cloud.snapshot().pods().values())
                .allMatch(p -> p.phase() == PodPhase.NOT_INITIALISED);
        assertThat(cloud.snapshot().engine().kind()).isEqualTo("simulated");
    }

    @Test
    void initialisedPodsServeJobs() {
        initialise(LIGHT, 2);

        Job job = cloud.submit(new JobRequest(LIGHT, Map.of("top", "3")));
        Job done = cloud.await(job.id(), SOON);

        assertThat(done.state()).isEqualTo(JobState.COMPLETED);
        assertThat(done.node()).startsWith("light-");
        assertThat(done.result()).contains("\"simulated\":true");
    }

    @Test
    void theBalancersServersAndItsConfigurationCanBeRead() {
        initialise(LIGHT, 2);

        BalancerReport report = cloud.balancer();

        assertThat(report.rows())
                .extracting(BalancerReport.Row::server)
                .startsWith("", "light-1", "light-2");
        assertThat(report.rows().subList(0, 3)).allMatch(row -> row.status().equals("UP"));
        assertThat(report.configuration()).contains("backend light", "server light-2");
    }

    @Test
    void aNodeCanBeInspectedAndAnUnknownOneIsRefused() {
        initialise(LIGHT, 1);

        assertThat(cloud.inspect(NodeName.of("light-1"))).contains("\"Name\":\"/light-1\"");
        assertThatThrownBy(() -> cloud.inspect(NodeName.of("light-9")))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void theHostPolicyIsTheOneThatWasSet() {
        HostPolicy policy = new HostPolicy(2.5, 64 * NodeLimits.MIB);

        cloud.submit(new Command.SetHostPolicy(policy));

        assertThat(cloud.hostPolicy()).isEqualTo(policy);
    }

    @Test
    void jobsAreRefusedWithTheReasonWhenTheyCannotBeRun() {
        assertThatThrownBy(() -> cloud.submit(new JobRequest(LIGHT, Map.of())))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining("initialise it first");
        initialise(LIGHT, 1);
        assertThatThrownBy(() -> cloud.submit(new JobRequest(LIGHT, Map.of("top", "0"))))
                .hasMessageContaining("from 1 to 100");
        assertThatThrownBy(() -> cloud.submit(new JobRequest(LIGHT, Map.of("size", "1"))))
                .hasMessageContaining("no parameter 'size'");
        assertThatThrownBy(() -> cloud.submit(new JobRequest(PodName.of("none"), Map.of())))
                .hasMessageContaining("no pod 'none'");
    }

    @Test
    void launchAndRemoveAreRefusedOnAnElasticPodAndWorkOnAManualOne() {
        initialise(LIGHT, 1);
        assertThatThrownBy(() -> cloud.submit(new Command.LaunchNode(LIGHT, null)))
                .hasMessageContaining("switch its elasticity off");

        cloud.submit(new Command.DisableElasticity(LIGHT));
        cloud.submit(new Command.RegisterNode(LIGHT, NodeName.of("mine")));
        cloud.await(s -> s.pod(LIGHT).orElseThrow().spec().target().registered().size() == 1, SOON);
        assertThat(states(cloud.snapshot(), LIGHT)).containsEntry("mine", NodeState.REGISTERED);
        CloudSnapshot launched = done(new Command.LaunchNode(LIGHT, null));
        assertThat(states(launched, LIGHT)).containsEntry("mine", NodeState.ONLINE);

        CloudSnapshot removed = done(new Command.RemoveNode(LIGHT, NodeName.of("mine")));
        assertThat(states(removed, LIGHT)).doesNotContainKey("mine");
        assertThat(removed.pod(LIGHT).orElseThrow().online()).isEqualTo(1);
    }

    @Test
    void aPausedNodeIsFrozenAndComesBack() {
        initialise(LIGHT, 2);
        cloud.submit(new Command.DisableElasticity(LIGHT));
        NodeName node = anOnlineNode(LIGHT);

        CloudSnapshot paused = done(new Command.PauseNode(LIGHT, node));
        assertThat(states(paused, LIGHT)).containsEntry(node.value(), NodeState.PAUSED);

        CloudSnapshot resumed = done(new Command.ResumeNode(LIGHT, node));
        assertThat(states(resumed, LIGHT)).containsEntry(node.value(), NodeState.ONLINE);
    }

    @Test
    void aPausedPodHoldsItsJobsUntilItIsResumed() {
        initialise(LIGHT, 1);
        done(new Command.PausePod(LIGHT));

        Job held = cloud.submit(new JobRequest(LIGHT, Map.of()));
        assertThat(cloud.job(held.id()).state()).isEqualTo(JobState.QUEUED);

        done(new Command.ResumePod(LIGHT));
        assertThat(cloud.await(held.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void limitsOfRunningNodesChange() {
        initialise(HEAVY, 1);

        done(new Command.SetLimits(HEAVY, NodeLimits.of(1.5, 700)));

        assertThat(cloud.snapshot().pod(HEAVY).orElseThrow().spec().limits().cpus()).isEqualTo(1.5);
    }

    @Test
    void aChangeIsUndoneBySubmittingThePreviousSpec() {
        initialise(HEAVY, 1);
        PodSpec before = cloud.snapshot().pod(HEAVY).orElseThrow().spec();
        done(new Command.SetLimits(HEAVY, NodeLimits.of(1.5, 700)));
        done(new Command.SetBalance(HEAVY, Balance.LEAST_BUSY));

        CloudSnapshot undone = done(new Command.RestorePod(before));

        assertThat(undone.pod(HEAVY).orElseThrow().spec()).isEqualTo(before);
    }

    @Test
    void aJobThatOutlastsItsNodesDrainDeadlineIsRunAgainElsewhere() {
        closeManager();
        begin(
                new SimulatedTimings(
                        Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMillis(60)));
        initialise(HEAVY, 1);
        cloud.submit(new Command.DisableElasticity(HEAVY));
        cloud.submit(new Command.SetDrainDeadline(HEAVY, Duration.ofMillis(300)));
        Job job = cloud.submit(new JobRequest(HEAVY, Map.of("repeat", "10", "size", "2000")));
        cloud.await(s -> s.pod(HEAVY).orElseThrow().nodes().getFirst().running() == 1, SOON);

        done(new Command.LaunchNode(HEAVY, null));
        done(new Command.RemoveNode(HEAVY, NodeName.of("heavy-1")));

        Job ended = cloud.await(job.id(), SOON);
        assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
        assertThat(ended.node()).isEqualTo("heavy-2");
        assertThat(ended.attempts()).isEqualTo(2);
    }

    @Test
    void aBurstBringsNodesAndQuietTakesThemAwayAndNoJobIsLost() {
        initialise(HEAVY, 1);
        cloud.submit(new Command.SetCooldown(HEAVY, Duration.ofSeconds(1)));

        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            jobs.add(cloud.submit(new JobRequest(HEAVY, Map.of("repeat", "10", "size", "1000"))));
        }
        cloud.await(s -> s.pod(HEAVY).orElseThrow().online() >= 3, SOON);
        for (Job job : jobs) {
            assertThat(cloud.await(job.id(), Duration.ofSeconds(60)).state())
                    .isEqualTo(JobState.COMPLETED);
        }
        cloud.await(s -> s.pod(HEAVY).orElseThrow().online() == 1, SOON);

        assertThat(cloud.snapshot().jobs().accepted()).isEqualTo(40);
        assertThat(cloud.snapshot().jobs().completed()).isEqualTo(40);
        assertThat(cloud.events(EventQuery.latest(500)))
                .extracting(CloudEvent::message)
                .anyMatch(told -> told.contains("is draining (was online)"))
                .noneMatch(told -> told.contains("is starting (was online)"))
                .noneMatch(told -> told.contains("is starting (was draining)"))
                .noneMatch(told -> told.contains("is failed"));
        assertThat(cloud.decisions(HEAVY, 100)).anyMatch(d -> d.changesCount());
        assertThat(cloud.scalings(HEAVY, 1)).hasSize(1).allMatch(Decision::changesCount);
    }

    @Test
    void aWaitingJobCanBeCancelled() {
        initialise(LIGHT, 1);
        done(new Command.PausePod(LIGHT));
        Job job = cloud.submit(new JobRequest(LIGHT, Map.of()));

        cloud.cancel(job.id());

        assertThat(cloud.job(job.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThatThrownBy(() -> cloud.cancel(job.id())).hasMessageContaining("has ended");
    }

    @Test
    void aPreviewSaysWhatWouldBeDoneAndDoesNothing() {
        var plan = cloud.preview(new Command.Initialise(Map.of(LIGHT, 2)));

        assertThat(plan.steps().stream().map(Object::toString))
                .anyMatch(s -> s.startsWith("build the image of light"))
                .anyMatch(s -> s.startsWith("start light-2"))
                .anyMatch(s -> s.startsWith("route jobs to light-1"));
        assertThat(cloud.snapshot().pod(LIGHT).orElseThrow().phase())
                .isEqualTo(PodPhase.NOT_INITIALISED);
    }

    @Test
    void whatWasDecidedAndWhatHappenedCanBeRead() {
        initialise(LIGHT, 1);

        List<CloudEvent> events = cloud.events(EventQuery.latest(100));
        assertThat(events)
                .anyMatch(e -> e.kind() == CloudEvent.Kind.COMMAND && LIGHT.equals(e.pod()));
        assertThat(
                        cloud.events(
                                new EventQuery(
                                        LIGHT,
                                        Set.of(CloudEvent.Severity.ERROR),
                                        events.getLast().at(),
                                        events.getFirst().id(),
                                        10)))
                .isEmpty();
        cloud.await(s -> s.pod(LIGHT).orElseThrow().decision() != null, SOON);
        assertThat(cloud.decisions(LIGHT, 5)).isNotEmpty();
    }

    @Test
    void aPodsPastCanBeRead() {
        initialise(LIGHT, 1);
        CloudSnapshot now = cloud.snapshot();
        cloud.await(s -> s.number() > now.number() + 1, SOON);

        PodHistory history = cloud.history(LIGHT, Duration.ofMinutes(5));

        assertThat(history.pod()).isEqualTo(LIGHT);
        assertThat(history.points()).isNotEmpty();
    }

    @Test
    void whatWouldHaveBeenCanBeAskedOfAPodsPast() {
        initialise(LIGHT, 1);
        cloud.await(s -> cloud.history(LIGHT, Duration.ofMinutes(5)).points().size() > 2, SOON);
        HistoryRange range = HistoryRange.before(cloud.snapshot().at(), Duration.ofMinutes(5));
        Elasticity more =
                cloud.snapshot()
                        .pod(LIGHT)
                        .orElseThrow()
                        .spec()
                        .elasticity()
                        .withEnabled(true)
                        .withBounds(2, 6);

        WhatIf answer = cloud.whatIf(LIGHT, new WhatIf.Question(range, more, null));

        assertThat(answer.happened().nodes().getLast().nodes()).isEqualTo(1);
        assertThat(answer.otherwise().nodes().getLast().nodes()).isEqualTo(2);
        assertThat(answer.ruleAlone())
                .extracting(WhatIf.Course::name)
                .containsExactly("concurrency", "band", "forecast");
        assertThat(answer.nodeHoursAtMost()).isGreaterThan(answer.happened().nodeHours());
        assertThat(answer.host()).isNull();
        WhatIf.Host small =
                new WhatIf.Host(OptionalDouble.of(0.5), OptionalLong.empty(), OptionalDouble.of(1));
        WhatIf bounded = cloud.whatIf(LIGHT, new WhatIf.Question(range, more, null, small));
        assertThat(Objects.requireNonNull(bounded.host()).cores()).hasValue(0.5);
        assertThat(bounded.host().memoryBytes().orElseThrow()).isPositive();
        assertThatThrownBy(
                        () ->
                                cloud.whatIf(
                                        LIGHT,
                                        new WhatIf.Question(
                                                HistoryRange.before(
                                                        range.from(), Duration.ofHours(1)),
                                                more,
                                                null)))
                .hasMessageContaining("Nothing was recorded of pod light");
    }

    @Test
    void jobsAreListedNewestFirstAndByTheirState() {
        initialise(LIGHT, 1);
        Job first = cloud.submit(new JobRequest(LIGHT, Map.of()));
        cloud.await(first.id(), SOON);
        Job second = cloud.submit(new JobRequest(LIGHT, Map.of("top", "4")));
        cloud.await(second.id(), SOON);

        assertThat(cloud.jobs(JobQuery.latest(1))).extracting(Job::id).containsExactly(second.id());
        assertThat(cloud.jobs(new JobQuery(LIGHT, Set.of(JobState.COMPLETED), 10)))
                .extracting(Job::id)
                .containsExactly(second.id(), first.id());
        assertThat(cloud.jobs(JobQuery.latest(1).before(second.id())))
                .extracting(Job::id)
                .containsExactly(first.id());
        assertThat(cloud.jobs(JobQuery.latest(2).before(first.id()))).isEmpty();
        assertThat(cloud.jobs(JobQuery.latest(2))).extracting(Job::result).containsOnly("");
        assertThat(cloud.jobs(JobQuery.latest(2).includingResults()))
                .extracting(Job::result)
                .allMatch(result -> result.contains("\"simulated\":true"));
        assertThatThrownBy(() -> cloud.jobs(JobQuery.latest(2).before(new JobId("0-0"))))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThat(cloud.jobs(new JobQuery(HEAVY, Set.of(), 10))).isEmpty();
        assertThat(cloud.jobs(new JobQuery(null, Set.of(JobState.FAILED), 10))).isEmpty();
    }

    @Test
    void jobsAreListedByWhoAskedForThemAndWhen() {
        initialise(LIGHT, 1);
        Job job = cloud.submit(new JobRequest(LIGHT, Map.of()));
        cloud.await(job.id(), SOON);
        Instant at = job.acceptedAt();

        assertThat(job.user()).isNotEmpty();
        assertThat(ids(JobQuery.latest(5).ofUser(job.user()))).containsExactly(job.id());
        assertThat(ids(JobQuery.latest(5).ofUser("nobody at all"))).isEmpty();
        assertThat(ids(JobQuery.latest(5).between(at, at.plusSeconds(1))))
                .containsExactly(job.id());
        assertThat(ids(JobQuery.latest(5).between(at.plusSeconds(1), null))).isEmpty();
        assertThat(ids(JobQuery.latest(5).between(null, at.minusSeconds(1)))).isEmpty();
    }

    private List<JobId> ids(JobQuery query) {
        return cloud.jobs(query).stream().map(Job::id).toList();
    }

    @Test
    void theBuildOfAnImageCanBeRead() {
        assertThat(cloud.buildLog(HEAVY).lines()).isEmpty();
        initialise(LIGHT, 1);
        assertThat(cloud.buildLog(LIGHT).lines())
                .startsWith("Step 1/5 : simulated")
                .endsWith("Step 5/5 : simulated");
        assertThatThrownBy(() -> cloud.buildLog(PodName.of("nobody")))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void anUnknownJobIsRefusedAsSuch() {
        assertThatThrownBy(() -> cloud.job(new JobId("0-0")))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessageContaining("There is no job 0-0");
    }

    @Test
    void waitingForAJobEndsInTime() {
        initialise(LIGHT, 1);
        done(new Command.PausePod(LIGHT));
        Job held = cloud.submit(new JobRequest(LIGHT, Map.of()));

        assertThatThrownBy(() -> cloud.await(held.id(), Duration.ofMillis(100)))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT))
                .hasMessageContaining("is still queued");
    }

    @Test
    void logsAreReadAndFollowed() throws InterruptedException {
        initialise(LIGHT, 1);
        NodeName node = cloud.snapshot().pod(LIGHT).orElseThrow().nodes().getFirst().node();
        List<LogLine> lines = cloud.logs(node, LogQuery.last(10));
        assertThat(lines).isNotEmpty();

        BlockingQueue<LogLine> followed = new LinkedBlockingQueue<>();
        try (Subscription following = cloud.followLogs(node, LogQuery.last(10), followed::add)) {
            assertThat(following).isNotNull();
            assertThat(followed.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        }
        assertThatThrownBy(() -> cloud.logs(NodeName.of("none"), LogQuery.last(1)))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatThrownBy(() -> cloud.followLogs(NodeName.of("none"), LogQuery.last(1), l -> {}))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void listenersAreToldOfWhatChanges() throws InterruptedException {
        BlockingQueue<Integer> slots = new LinkedBlockingQueue<>();
        try (Subscription watching =
                cloud.subscribe(s -> slots.add(s.pod(LIGHT).orElseThrow().spec().slots()))) {
            assertThat(watching).isNotNull();
            cloud.submit(new Command.SetSlots(LIGHT, 17));
            Integer told;
            do {
                told = slots.poll(SOON.toSeconds(), TimeUnit.SECONDS);
                assertThat(told).isNotNull();
            } while (told != 17);
        }
    }

    private void initialise(PodName pod, int nodes) {
        done(new Command.Initialise(Map.of(pod, nodes)));
    }

    private NodeName anOnlineNode(PodName pod) {
        return cloud.snapshot().pod(pod).orElseThrow().nodes().stream()
                .filter(n -> n.state() == NodeState.ONLINE)
                .findFirst()
                .orElseThrow()
                .node();
    }

    private CloudSnapshot done(Command command) {
        return cloud.await(cloud.submit(command), SOON);
    }

    private static Map<String, NodeState> states(CloudSnapshot snapshot, PodName pod) {
        Map<String, NodeState> states = new java.util.TreeMap<>();
        snapshot.pod(pod)
                .orElseThrow()
                .nodes()
                .forEach(n -> states.put(n.node().value(), n.state()));
        return states;
    }
}

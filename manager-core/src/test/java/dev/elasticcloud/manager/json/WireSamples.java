package dev.elasticcloud.manager.json;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.PodLoad;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Hold;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.record.Reaction;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.Measure;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.model.spec.Startup;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.SetupStep;
import dev.elasticcloud.manager.model.status.Subject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/// At least one sample of everything that is sent over the API.
final class WireSamples {

    static final Instant NOW = Instant.parse("2026-05-04T10:11:12.345678Z");
    static final PodName POD = PodName.of("light");
    static final NodeName NODE = NodeName.of("light-1");
    static final PodSpec SPEC = Specs.pod("light", 3);

    static final Decision DECISION =
            new Decision(
                            POD,
                            NOW,
                            NOW.plusSeconds(1),
                            Decision.Verdict.SCALE_UP,
                            2,
                            3,
                            new Decision.Inputs(
                                    2,
                                    1,
                                    7,
                                    9,
                                    1.5,
                                    OptionalDouble.of(0.81),
                                    OptionalDouble.empty(),
                                    Duration.ofMillis(1500)),
                            List.of(new Decision.Opinion("jobs", 3, "9 jobs wait", 4)),
                            List.of("max 20"),
                            "Adds a node.")
                    .withReaction(
                            new Reaction(
                                    Duration.ofMillis(62),
                                    List.of(
                                            new Reaction.Course(
                                                    NODE,
                                                    Reaction.Way.WARM,
                                                    List.of(
                                                            new Reaction.Step(
                                                                    Reaction.Milestone.UNFROZEN,
                                                                    Duration.ofMillis(20)))))));

    static final CloudSnapshot SNAPSHOT =
            new CloudSnapshot(
                    12,
                    NOW,
                    "test",
                    4,
                    new EngineHealth(true, "simulated", "1", 2, 1L << 33, ""),
                    new BalancerHealth(true, "3.0", "http://127.0.0.1:8088", true, ""),
                    new TreeMap<>(Map.of(POD, status())),
                    List.of(new Problem(new Subject.Starts(PodName.of("light")), "no", 2, NOW)));

    static final PodHistory HISTORY =
            new PodHistory(
                    POD,
                    List.of(
                            new PodHistory.Point(
                                    NOW,
                                    2,
                                    1,
                                    0.5,
                                    1,
                                    0,
                                    2.5,
                                    OptionalDouble.of(0.5),
                                    OptionalDouble.empty())),
                    new TreeMap<>(Map.of(NODE, List.of(usage()))),
                    List.of(DECISION),
                    List.of(
                            new Hold(
                                    POD,
                                    NOW,
                                    NOW.plusSeconds(3),
                                    Hold.Direction.MORE,
                                    Hold.Cause.HOST_FULL,
                                    9,
                                    3,
                                    "no host has room")));

    static final Job JOB =
            Job.accepted(new JobId("a-1"), POD, Map.of("top", "3"), NOW)
                    .running(NOW.plusMillis(1))
                    .completed(NOW.plusMillis(9), "light-1", "{\"pi\":3.14159265358979323846}");

    static final CloudEvent EVENT =
            new CloudEvent(
                    3,
                    NOW,
                    CloudEvent.Severity.WARNING,
                    CloudEvent.Kind.NODE,
                    POD,
                    NODE,
                    "It fell.");

    private WireSamples() {}

    private static NodeUsage usage() {
        return new NodeUsage(POD, NODE, NOW, 0.5, 1000, 0.25);
    }

    private static PodStatus status() {
        return new PodStatus(
                SPEC,
                4,
                PodPhase.STEADY,
                List.of(new SetupStep(SetupStep.Kind.IMAGE, SetupStep.Progress.DONE, "built")),
                List.of(
                        new NodeStatus(
                                NODE,
                                NodeState.ONLINE,
                                "c1",
                                1,
                                OptionalDouble.of(0.4),
                                OptionalDouble.empty(),
                                NOW,
                                "")),
                new PodLoad(1, 2, 3.5, new PodLoad.Latency(4, 5, 6, 7)),
                new JobCounts(5, 3, 1, 0, 1),
                DECISION,
                Duration.ofMillis(120),
                new PodStatus.Cost(0.5, 2.5));
    }

    static List<Command> commands() {
        return List.of(
                new Command.Initialise(Map.of(POD, 2)),
                new Command.DefinePod(SPEC),
                new Command.ShutDownPod(POD),
                new Command.ForgetPod(POD),
                new Command.RegisterNode(POD, NODE),
                new Command.LaunchNode(POD, null),
                new Command.PauseNode(POD, NODE),
                new Command.ResumeNode(POD, NODE),
                new Command.RemoveNode(POD, NODE),
                new Command.PausePod(POD),
                new Command.ResumePod(POD),
                new Command.SetLimits(POD, NodeLimits.of(0.5, 200)),
                new Command.SetSlots(POD, 3),
                new Command.SetMaxNodes(POD, 9),
                new Command.SetWeight(POD, 2),
                new Command.SetHostPolicy(HostPolicy.DEFAULT),
                new Command.SetSpares(POD, 1),
                new Command.SetBalance(POD, Balance.FILL_FIRST),
                new Command.SetDrainDeadline(POD, Duration.ofSeconds(90)),
                new Command.SetStartup(POD, Startup.STANDARD),
                new Command.SetThresholds(POD, 0.2, 0.8),
                new Command.SetCooldown(POD, Duration.ofSeconds(5)),
                new Command.SetScaling(POD, everyRule()),
                new Command.EnableElasticity(POD, 1, 4),
                new Command.SetBounds(POD, 2, 5),
                new Command.DisableElasticity(POD),
                new Command.RestorePod(SPEC));
    }

    static List<Action> actions() {
        return List.of(
                new Action.ConfigureBalancer(),
                new Action.BuildImage(POD),
                new Action.CreateNetwork(POD),
                new Action.RemoveNetwork(POD),
                new Action.StartNode(POD, NODE),
                new Action.RemoveContainer(POD, NODE),
                new Action.UpdateLimits(POD, NODE, NodeLimits.of(0.5, 200)),
                new Action.Probe(POD, NODE),
                new Action.Route(POD, NODE),
                new Action.SetSlots(POD, NODE, 4),
                new Action.Drain(POD, NODE),
                new Action.Unroute(POD, NODE),
                new Action.Freeze(POD, NODE),
                new Action.Thaw(POD, NODE));
    }

    private static Scaling everyRule() {
        return new Scaling(
                List.of(
                        new ScalingRule.Band(Measure.MEMORY, Duration.ofSeconds(5)),
                        new ScalingRule.Target(Measure.CPU, 80, 0.1, 0.2),
                        ScalingRule.Concurrency.KNATIVE,
                        new ScalingRule.Forecast(0.01, false),
                        new ScalingRule.Schedule(
                                ZoneId.of("Europe/Berlin"),
                                List.of(
                                        new ScalingRule.Schedule.Entry(
                                                Set.of(DayOfWeek.MONDAY),
                                                LocalTime.of(8, 0),
                                                LocalTime.of(18, 30),
                                                3)))),
                null);
    }
}

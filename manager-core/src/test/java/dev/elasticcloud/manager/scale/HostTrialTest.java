package dev.elasticcloud.manager.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.record.WhatIf;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.scale.trial.HostTrial;
import dev.elasticcloud.manager.scale.trial.Replay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What-if on hosts of several sizes.
class HostTrialTest {

    private static final int SECONDS = 600;
    private static final Duration START = Duration.ofSeconds(5);
    private static final long GIB = 1024 * NodeLimits.MIB;

    /// Nodes of half a core, 300 MiB and four slots.
    private static final PodSpec POD =
            Pods.of(1, 1, 20, Scaling.DEFAULT).withLimits(NodeLimits.of(0.5, 300));

    private static final Elasticity WANTED = POD.elasticity();

    private static WhatIf.Host host(double cores, long gib) {
        return new WhatIf.Host(
                OptionalDouble.of(cores), OptionalLong.of(gib * GIB), OptionalDouble.of(1.5));
    }

    private static WhatIf ask(
            PodHistory past, WhatIf.Host there, WhatIf.Host asked, HostTrial.Neighbour... others) {
        return Replay.of(
                POD,
                past,
                WANTED,
                START,
                new HostTrial(there, asked, GIB / 2, List.of(others)),
                () -> false);
    }

    private static PodHistory past(List<PodHistory.Point> points) {
        return new PodHistory(POD.name(), points, new TreeMap<>(), List.of());
    }

    private static PodHistory.Point point(
            int second, int nodes, double running, double perSecond, double cpuShare) {
        return new PodHistory.Point(
                Pods.START.plusSeconds(second),
                nodes,
                0,
                running / 4,
                (int) Math.round(running),
                0,
                perSecond,
                OptionalDouble.of(cpuShare),
                OptionalDouble.empty());
    }

    /// Jobs of 0.1 processor seconds: a quiet half, for which one node is enough, then 39 jobs a
    /// second, of which ten nodes on two cores complete 20.
    private static PodHistory saturated() {
        List<PodHistory.Point> points = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            points.add(
                    second < SECONDS / 2
                            ? point(second, 1, 1.6, 4, 0.8)
                            : new PodHistory.Point(
                                    Pods.START.plusSeconds(second),
                                    10,
                                    0,
                                    10,
                                    40,
                                    19 * (second - SECONDS / 2),
                                    39,
                                    OptionalDouble.of(0.4),
                                    OptionalDouble.empty()));
        }
        return past(points);
    }

    private static int most(WhatIf.Course course) {
        return course.nodes().stream().mapToInt(WhatIf.Count::nodes).max().orElseThrow();
    }

    @Test
    void nodesThatDoNotFitTheHostAreNotStarted() {
        WhatIf onTwo = ask(saturated(), host(2, 8), host(2, 8));
        WhatIf onLittleMemory = ask(saturated(), host(2, 8), host(16, 2));

        // 2 cores x 1.5 / 0.5, and (2 - 0.5) GiB / 300 MiB
        assertThat(most(onTwo.otherwise())).isLessThanOrEqualTo(6);
        assertThat(most(onLittleMemory.otherwise())).isEqualTo(5);
        assertThat(onTwo.host()).isEqualTo(host(2, 8));
    }

    @Test
    void aHostTwiceAsLargeDoesTwiceTheWorkOfAFullOne() {
        WhatIf same = ask(saturated(), host(2, 8), host(2, 8));
        WhatIf twice = ask(saturated(), host(2, 8), host(4, 8));
        WhatIf fourTimes = ask(saturated(), host(2, 8), host(8, 8));

        // 39 jobs of 0.1 processor seconds need nearly four cores: eight nodes of half a core
        assertThat(same.happened().unmet()).isEqualTo(0.25, within(0.02));
        assertThat(same.otherwise().unmet()).isBetween(0.22, 0.3);
        assertThat(same.otherwise().late()).isGreaterThan(0.8);
        assertThat(twice.otherwise().unmet()).isLessThan(0.05);
        assertThat(fourTimes.otherwise().unmet()).isLessThan(0.05);
        assertThat(fourTimes.otherwise().late()).isLessThan(0.2);
        assertThat(twice.happened()).isEqualTo(same.happened());
    }

    @Test
    void jobsThatWaitAreBoundedByNodesAndNotByCores() {
        List<PodHistory.Point> points = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            // jobs of two seconds, of which 10 ms compute
            points.add(point(second, 8, 24, 12, 0.03));
        }

        WhatIf answer = ask(past(points), host(3, 8), host(3, 8));

        assertThat(most(answer.otherwise())).isBetween(6, 9);
        assertThat(answer.otherwise().unmet()).isLessThan(0.05);
        assertThat(answer.happened().unmet()).isZero();
    }

    @Test
    void capacityPromisedToOtherPodsIsNotAvailable() {
        List<PodHistory.Point> theirs =
                IntStream.range(0, SECONDS).mapToObj(s -> point(s, 4, 4, 4, 0.5)).toList();
        HostTrial.Neighbour neighbour =
                new HostTrial.Neighbour(POD.withLimits(NodeLimits.of(1, 300)), past(theirs));

        WhatIf alone = ask(saturated(), host(4, 8), host(4, 8));
        WhatIf beside = ask(saturated(), host(4, 8), host(4, 8), neighbour);

        // 4 x 1.5 cores less the 4 promised to other pods, in nodes of half a core
        assertThat(most(beside.otherwise())).isLessThanOrEqualTo(4);
        assertThat(most(alone.otherwise())).isGreaterThan(4);
        assertThat(beside.otherwise().unmet()).isGreaterThan(alone.otherwise().unmet() + 0.1);
    }

    @Test
    void aHostThatIsNeverFullChangesNothing() {
        WhatIf bounded = ask(saturated(), host(500, 900), host(500, 900));
        WhatIf same = ask(saturated(), host(500, 900), host(900, 900));

        assertThat(bounded.otherwise().nodes()).isEqualTo(same.otherwise().nodes());
        assertThat(bounded.otherwise().unmet()).isEqualTo(same.otherwise().unmet());
    }

    @Test
    void unsetValuesStayAsRecorded() {
        WhatIf.Host asked =
                new WhatIf.Host(
                        OptionalDouble.of(16), OptionalLong.empty(), OptionalDouble.empty());

        assertThat(asked.orElse(host(2, 8))).isEqualTo(host(16, 8));
    }
}

package dev.elasticcloud.manager.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.HostClaims.Claim;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.scale.FairShare.Capacity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FairShareTest {

    private static final PodName A = PodName.of("a");
    private static final PodName B = PodName.of("b");

    private static Claim claim(PodName pod, double weight, double cpus, int least, int demand) {
        return new Claim(pod, weight, NodeLimits.of(cpus, 64), least, demand, demand, 0);
    }

    @Test
    void equalPodsShareAFullHostEqually() {
        Map<PodName, Integer> shares =
                FairShare.of(
                        List.of(claim(A, 1, 0.1, 1, 50), claim(B, 1, 0.1, 1, 50)),
                        new Capacity(2, 1L << 34));

        assertThat(shares).containsEntry(A, 10).containsEntry(B, 10);
    }

    @Test
    void weightsOneAndThreeShareOneToThree() {
        Map<PodName, Integer> shares =
                FairShare.of(
                        List.of(claim(A, 1, 0.1, 1, 50), claim(B, 3, 0.1, 1, 50)),
                        new Capacity(4, 1L << 34));

        assertThat(shares).containsEntry(A, 10).containsEntry(B, 30);
    }

    @Test
    void anIdlePodLendsItsShare() {
        Map<PodName, Integer> shares =
                FairShare.of(
                        List.of(claim(A, 1, 0.1, 1, 1), claim(B, 1, 0.1, 1, 50)),
                        new Capacity(2, 1L << 34));

        assertThat(shares).containsEntry(A, 1).containsEntry(B, 19);
    }

    @Test
    void demandComesBeforeIdleNodesThatCoolDown() {
        Claim idleButCooling = new Claim(A, 1, NodeLimits.of(0.1, 64), 1, 1, 15, 0);

        Map<PodName, Integer> shares =
                FairShare.of(
                        List.of(idleButCooling, claim(B, 1, 0.1, 1, 18)),
                        new Capacity(2, 1L << 34));

        assertThat(shares).containsEntry(A, 2).containsEntry(B, 18);
    }

    /// The example of the paper on dominant resource fairness: 9 processors and 18 GB, nodes of 1
    /// CPU and 4 GB and of 3 CPU and 1 GB; both get two thirds of their dominant resource.
    @Test
    void eachPodIsMeasuredByItsDominantResource() {
        Claim memory = new Claim(A, 1, NodeLimits.of(1, 4096), 0, 50, 50, 0);
        Claim cpu = new Claim(B, 1, NodeLimits.of(3, 1024), 0, 50, 50, 0);

        Map<PodName, Integer> shares =
                FairShare.of(List.of(memory, cpu), new Capacity(9, 18 * 1024 * NodeLimits.MIB));

        assertThat(shares).containsEntry(A, 3).containsEntry(B, 2);
    }

    /// For any claims, nothing is given twice, no pod gets more than it wants, and none is kept
    /// below its min while another has more than its own.
    @Test
    void noPodStarvesAnotherBelowItsMinAndNothingIsGivenTwice() {
        Random random = new Random(7);
        for (int run = 0; run < 500; run++) {
            List<Claim> claims = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                int least = random.nextInt(3);
                int demand = random.nextInt(30);
                claims.add(
                        new Claim(
                                PodName.of("p" + i),
                                0.5 + random.nextInt(4),
                                NodeLimits.of(
                                        0.1 + random.nextInt(8) / 10.0, 64 + random.nextInt(900)),
                                least,
                                Math.max(least, demand),
                                Math.max(least, demand + random.nextInt(5)),
                                0));
            }
            Capacity capacity =
                    new Capacity(1 + random.nextInt(16), (1L + random.nextInt(16)) << 30);

            Map<PodName, Integer> shares = FairShare.of(claims, capacity);

            double cpus = 0;
            long bytes = 0;
            boolean below = false;
            boolean above = false;
            for (Claim claim : claims) {
                int nodes = shares.getOrDefault(claim.pod(), 0);
                cpus += nodes * claim.limits().cpus();
                bytes += nodes * claim.limits().memoryBytes();
                below |= nodes < claim.least();
                above |= nodes > claim.least();
                assertThat(nodes).isBetween(0, Math.max(claim.least(), claim.wanted()));
            }
            assertThat(cpus).isLessThanOrEqualTo(capacity.cpus() + 1e-6);
            assertThat(bytes).isLessThanOrEqualTo(capacity.bytes());
            if (below && above) {
                boolean couldFit =
                        claims.stream()
                                .filter(c -> shares.getOrDefault(c.pod(), 0) < c.least())
                                .anyMatch(
                                        c ->
                                                claims.stream()
                                                        .filter(
                                                                o ->
                                                                        shares.getOrDefault(
                                                                                        o.pod(), 0)
                                                                                > o.least())
                                                        .anyMatch(
                                                                o ->
                                                                        o.limits().cpus()
                                                                                        >= c.limits()
                                                                                                .cpus()
                                                                                && o.limits()
                                                                                                .memoryBytes()
                                                                                        >= c.limits()
                                                                                                .memoryBytes()));
                assertThat(couldFit)
                        .as("seed 7, run %d: %s gave %s", run, claims, shares)
                        .isFalse();
            }
        }
    }
}

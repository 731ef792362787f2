package dev.elasticcloud.manager.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.elasticcloud.manager.simulation.MaxMinShare.Demand;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaxMinShareTest {

    private static final Offset<Double> CLOSE = within(1e-9);

    @Test
    void nobodyGetsMoreThanItCanUse() {
        assertThat(MaxMinShare.of(8, List.of(new Demand(0.3, 1), new Demand(2, 5))))
                .containsExactly(0.3, 2);
    }

    @Test
    void unusedSharesGoToTheOthersByWeight() {
        double[] shares =
                MaxMinShare.of(2, List.of(new Demand(2, 1), new Demand(0.4, 1), new Demand(2, 3)));

        assertThat(shares).containsExactly(new double[] {0.4, 0.4, 1.2}, CLOSE);
    }

    @Test
    void withoutClaimsThereIsNothingToShare() {
        assertThat(MaxMinShare.of(2, List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everythingIsGivenAndNoShortClaimHasLessThanOthersByWeight(long seed) {
        Random random = new Random(seed);
        List<Demand> demands =
                Stream.generate(
                                () ->
                                        new Demand(
                                                0.1 + 2 * random.nextDouble(),
                                                0.25 + random.nextInt(4)))
                        .limit(1 + random.nextInt(30))
                        .toList();
        double capacity = 0.5 + 20 * random.nextDouble();

        double[] shares = MaxMinShare.of(capacity, demands);

        double given = 0;
        for (int i = 0; i < shares.length; i++) {
            Demand one = demands.get(i);
            given += shares[i];
            assertThat(shares[i]).isLessThanOrEqualTo(one.most() + 1e-9);
            for (int k = 0; k < shares.length; k++) {
                boolean isShort = shares[i] < one.most() - 1e-9;
                if (isShort) {
                    assertThat(shares[i] / one.weight())
                            .isGreaterThanOrEqualTo(shares[k] / demands.get(k).weight() - 1e-9);
                }
            }
        }
        double wanted = demands.stream().mapToDouble(Demand::most).sum();
        assertThat(given).isEqualTo(Math.min(capacity, wanted), CLOSE);
    }
}

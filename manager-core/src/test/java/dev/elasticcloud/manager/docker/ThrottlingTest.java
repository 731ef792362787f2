package dev.elasticcloud.manager.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ThrottlingTest {

    private static Throttling read(String cpuStats) throws JsonProcessingException {
        return Throttling.of(new ObjectMapper().readTree(cpuStats));
    }

    @Test
    void cgroupV1CountsPeriodsAndThrottledOnes() throws Exception {
        assertThat(
                        read(
                                """
                                {"cpu_usage":{"total_usage":304231875,"percpu_usage":[163009167,141222708],
                                "usage_in_kernelmode":170000000,"usage_in_usermode":130000000},
                                "system_cpu_usage":7525150000000,"online_cpus":2,
                                "throttling_data":{"periods":23,"throttled_periods":4,"throttled_time":90}}
                                """))
                .isEqualTo(new Throttling(23, 4));
    }

    @Test
    void cgroupV2CountsThemInTheSameForm() throws Exception {
        assertThat(
                        read(
                                """
                                {"cpu_usage":{"total_usage":50391000,"usage_in_kernelmode":16797000,
                                "usage_in_usermode":33594000},"system_cpu_usage":14710000000,"online_cpus":2,
                                "throttling_data":{"periods":70,"throttled_periods":61,
                                "throttled_time":5321000000}}
                                """))
                .isEqualTo(new Throttling(70, 61));
    }

    @Test
    void aKernelWithoutTheseCountersReportsNoThrottling() throws Exception {
        assertThat(read("{}")).isEqualTo(new Throttling(0, 0));
        assertThat(new Throttling(0, 0).shareSince(new Throttling(0, 0))).isZero();
    }

    @Test
    void theShareCountsThePeriodsSinceThePreviousReading() {
        Throttling before = new Throttling(100, 90);
        assertThat(new Throttling(110, 94).shareSince(before)).isEqualTo(0.4);
        assertThat(new Throttling(110, 90).shareSince(before)).isZero();
        assertThat(new Throttling(110, 100).shareSince(before)).isEqualTo(1);
        assertThat(before.shareSince(before)).isZero();
    }

    @Test
    void resetCountersGiveNoShare() {
        assertThat(new Throttling(5, 5).shareSince(new Throttling(100, 90))).isZero();
        assertThat(new Throttling(105, 5).shareSince(new Throttling(100, 90))).isZero();
    }
}

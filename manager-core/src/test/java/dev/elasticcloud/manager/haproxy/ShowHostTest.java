package dev.elasticcloud.manager.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.elasticcloud.manager.haproxy.ShowHost.Processors;
import org.junit.jupiter.api.Test;

class ShowHostTest {

    /// A virtual machine with pressure stall information: Linux 6.
    private static final String LINUX_6 =
            """
            # pxname,svname,status
            light,BACKEND,UP

            # host
            cpu  473518 20 121833 110918 1438 0 1578 300 7000 0
            processors 2
            MemTotal:       24683620 kB
            MemAvailable:   22276240 kB
            some avg10=97.50 avg60=97.62 avg300=94.62 total=2505348057

            """;

    /// CentOS 7: no pressure stall information.
    private static final String LINUX_3_10 =
            """
            # host
            cpu  10132153 290696 3084719 46828483 16683 0 25195 0 175628 0
            processors 4
            MemTotal:        8009416 kB
            MemAvailable:    5264040 kB

            """;

    /// Fewer fields, and memory that only newer kernels estimate.
    private static final String LINUX_2_6 =
            """
            # host
            cpu  100 0 100 700 100 0 0
            processors 1
            MemTotal:        1009416 kB

            """;

    private static ShowHost read(String output) {
        return ShowHost.of(output).orElseThrow();
    }

    @Test
    void aModernKernelReportsEverything() {
        ShowHost host = read(LINUX_6);
        assertThat(host.processors())
                .contains(
                        new Processors(
                                2,
                                473_518 + 20 + 121_833 + 1_578 + 300,
                                473_518 + 20 + 121_833 + 110_918 + 1_438 + 1_578 + 300));
        assertThat(host.availableBytes()).hasValue(22_276_240L * 1024);
        assertThat(host.cpuPressure().orElseThrow()).isCloseTo(0.975, within(1e-9));
    }

    @Test
    void aKernelWithoutPressureFiguresReportsTheRest() {
        ShowHost host = read(LINUX_3_10);
        assertThat(host.processors()).isPresent();
        assertThat(host.availableBytes()).hasValue(5_264_040L * 1024);
        assertThat(host.cpuPressure()).isEmpty();
    }

    @Test
    void anOldKernelHasFewerFieldsAndNoEstimateOfFreeMemory() {
        ShowHost host = read(LINUX_2_6);
        assertThat(host.processors()).contains(new Processors(1, 200, 1000));
        assertThat(host.availableBytes()).isEmpty();
    }

    @Test
    void aMachineThatReportsNothingIsStillKnown() {
        ShowHost host = read("# host\nMemTotal: x\ncpu  1 2\nprocessors 0\n\n");
        assertThat(host.processors()).isEmpty();
        assertThat(host.availableBytes()).isEmpty();
        assertThat(host.cpuPressure()).isEmpty();
    }

    @Test
    void aBalancerWithoutTheCommandReportsNothing() {
        assertThat(ShowHost.of("Unknown command: 'show host', but maybe one of these:\n\n"))
                .isEmpty();
        assertThat(ShowHost.of("")).isEmpty();
        assertThat(ShowHost.of("# host\n\n")).isEmpty();
    }

    @Test
    void usageIsCountedInProcessors() {
        Processors before = new Processors(4, 1000, 8000);
        assertThat(new Processors(4, 1150, 8400).busySince(before)).hasValue(1.5);
        assertThat(new Processors(4, 990, 8400).busySince(before)).hasValue(0);
        assertThat(new Processors(4, 1150, 8000).busySince(before)).isEmpty();
        assertThat(new Processors(8, 1150, 8400).busySince(before)).isEmpty();
        assertThat(new Processors(4, 10, 80).busySince(before)).isEmpty();
    }
}

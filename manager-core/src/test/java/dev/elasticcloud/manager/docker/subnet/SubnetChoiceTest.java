package dev.elasticcloud.manager.docker.subnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetChoiceTest {

    private static final String HEADING =
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT";

    private static SubnetChoice usual(String... routes) {
        return SubnetChoice.of("", () -> List.of(routes));
    }

    @Test
    void aRouteOfTheHostIsAvoided() {
        assertThat(usual("10.89.0.0/23").free(List.of(), 0)).contains("10.89.2.0/24");
        assertThat(usual("10.89.0.7/32").free(List.of("10.89.1.0/24"), 0)).contains("10.89.2.0/24");
    }

    @Test
    void aVpnThatTakesAllOfTenLeavesTheOtherPrivateRanges() {
        assertThat(usual("10.0.0.0/8").free(List.of(), 0)).contains("172.29.0.0/24");
        assertThat(usual("10.0.0.0/8", "172.16.0.0/12").free(List.of(), 0))
                .contains("192.168.192.0/24");
    }

    @Test
    void whenEverythingIsRoutedTheMessageSaysHowToChoose() {
        SubnetChoice none = usual("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");

        assertThat(none.free(List.of(), 0)).isEmpty();
        assertThat(none.exhausted("network ec-a.light"))
                .contains("10.89.0.0/16", "network ec-a.light", "--subnets");
    }

    @Test
    void aChosenRangeMayBePartOfAWiderRouteButNotHideANarrowerOne() {
        SubnetChoice chosen =
                SubnetChoice.of("10.50.0.0/16", () -> List.of("10.0.0.0/8", "10.50.0.0/24"));

        assertThat(chosen.free(List.of(), 0)).contains("10.50.1.0/24");
        assertThat(chosen.free(List.of("10.50.0.0/16"), 0)).isEmpty();
    }

    @Test
    void rangesAreTriedInTheirOrderAndSmallOnesHoldOneNetwork() {
        SubnetChoice two = SubnetChoice.of("10.1.2.0/26, 10.3.0.0/23", List::of);

        assertThat(two.free(List.of(), 0)).contains("10.1.2.0/26");
        assertThat(two.free(List.of("10.1.2.0/24"), 0)).contains("10.3.0.0/24");
        assertThat(two.free(List.of("10.1.2.0/24", "10.3.0.0/24"), 31)).contains("10.3.1.0/24");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0",
                "10.0.0.0/7",
                "10.0.0.0/30",
                "10.0.0.0/33",
                "300.0.0.0/16",
                "fd00::/16",
                "10.89.0.0/16,",
                "all",
                "١٠.0.0.0/16"
            })
    void whatIsNoRangeIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> SubnetChoice.of(text, List::of))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as 10.89.0.0/16");
    }

    @Test
    void theKernelsTableIsReadWithoutItsWaysToEverything() {
        List<String> table =
                List.of(
                        HEADING,
                        "eth0\t00000000\t0100A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0",
                        "tun0\t00000080\t0100080A\t0003\t0\t0\t0\t00000080\t0\t0\t0",
                        "tun0\t0000590A\t0100080A\t0003\t0\t0\t0\t0000FFFF\t0\t0\t0",
                        "wg0\t0700FE0A\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0",
                        "what is this");

        assertThat(HostRoutes.parse(table)).containsExactly("10.89.0.0/16", "10.254.0.7/32");
    }

    @Test
    void thisMachinesRoutesAreRangesOfAddresses() {
        assertThat(HostRoutes.read()).allMatch(Subnets::isRange);
    }
}

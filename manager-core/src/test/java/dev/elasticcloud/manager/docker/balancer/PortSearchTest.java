package dev.elasticcloud.manager.docker.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class PortSearchTest {

    private static final String HERE = "127.0.0.1";

    private final List<Integer> tried = new ArrayList<>();

    private static PortSearch elsewhere(int number, boolean moves) {
        return new PortSearch(HERE, new BalancerPort(number, moves), false);
    }

    /// An engine on which the ports below this one are other programs'.
    private IntConsumer freeFrom(int first) {
        return port -> {
            tried.add(port);
            if (port < first) {
                throw PortException.of(
                        PortException.Kind.PORT_TAKEN, "port is allocated", "choose", null);
            }
        };
    }

    @Test
    void theFirstFreePortIsTaken() {
        assertThat(elsewhere(8088, true).start(8088, freeFrom(8090))).isEqualTo(8090);
        assertThat(tried).containsExactly(8088, 8089, 8090);
    }

    @Test
    void whenAllAreTakenTheRefusalNamesTheRangeAndTheNextSearchBeginsAtTheWantedOne() {
        PortSearch search = elsewhere(8088, true);
        for (int round = 0; round < 2; round++) {
            tried.clear();
            assertThatThrownBy(() -> search.start(8088, freeFrom(9000)))
                    .isInstanceOf(PortException.class)
                    .hasMessageContaining("Port 8088 at 127.0.0.1")
                    .hasMessageContaining("up to 8138")
                    .hasMessageContaining("--port");
            assertThat(tried).hasSize(51).startsWith(8088).endsWith(8138);
        }
    }

    @Test
    void aNamedPortIsTriedAloneAndTheRefusalNamesIt() {
        assertThatThrownBy(() -> elsewhere(8088, false).start(8088, freeFrom(9000)))
                .hasMessageContaining("Port 8088 at 127.0.0.1")
                .hasMessageContaining("is taken by another program")
                .hasMessageContaining("--port");
        assertThat(tried).containsExactly(8088);
    }

    @Test
    void anotherRefusalEndsTheSearch() {
        PortException full = PortException.refused("address already in use", null);

        assertThatThrownBy(
                        () ->
                                elsewhere(8088, true)
                                        .start(
                                                8088,
                                                port -> {
                                                    throw full;
                                                }))
                .isSameAs(full);
    }

    @Test
    void aPortThatIsTakenHereCostsThisMachinesEngineNothing() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(HERE))) {
            int taken = other.getLocalPort();
            PortSearch search = new PortSearch(HERE, new BalancerPort(taken, true), true);

            assertThat(search.start(taken, freeFrom(taken))).isBetween(taken + 1, taken + 50);
            assertThat(tried).hasSize(1).doesNotContain(taken);
        }
    }

    @Test
    void theEngineDecidesOnANamedPort() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(HERE))) {
            int taken = other.getLocalPort();
            PortSearch search = new PortSearch(HERE, new BalancerPort(taken, false), true);

            assertThat(search.start(taken, freeFrom(taken))).isEqualTo(taken);
        }
    }

    @Test
    void anyFreePortIsChosenHereAndLeftToAnotherMachinesEngine() {
        assertThat(elsewhere(0, false).start(0, freeFrom(0))).isZero();
        assertThat(new PortSearch(HERE, BalancerPort.fixed(0), true).start(0, freeFrom(0)))
                .isPositive();
    }
}

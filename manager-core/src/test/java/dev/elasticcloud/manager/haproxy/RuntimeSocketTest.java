package dev.elasticcloud.manager.haproxy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.spi.PortException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeSocketTest {

    @Test
    void aHangingSocketTimesOut(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("s");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(path));
            assertThatThrownBy(
                            () -> new RuntimeSocket(path).send(Duration.ofMillis(50), "show info"))
                    .isInstanceOf(PortException.class)
                    .hasMessageContaining("timed out");
        }
    }

    @Test
    void aMissingSocketIsUnreachable(@TempDir Path folder) {
        assertThatThrownBy(() -> new RuntimeSocket(folder.resolve("none")).send("show info"))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("does not answer");
    }
}

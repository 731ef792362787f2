package dev.elasticcloud.manager.docker.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedSocketsTest {

    @TempDir Path folder;

    private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    private SharedSockets sockets() {
        return new SharedSockets(folder, () -> now);
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void aFolderWithoutAnySocketIsLostAfterAMoment() throws IOException {
        Path socket = Files.createFile(folder.resolve("master.sock"));
        SharedSockets sockets = sockets();
        pass(60);
        assertThat(sockets.lost()).isFalse();

        Files.delete(socket);
        pass(2);
        assertThat(sockets.lost()).as("it may be about to be replaced").isFalse();
        pass(2);
        assertThat(sockets.lost()).isTrue();
    }

    @Test
    void oneSocketIsEnough() throws IOException {
        Files.createFile(folder.resolve("haproxy.sock"));
        SharedSockets sockets = sockets();
        pass(60);
        assertThat(sockets.lost()).isFalse();
    }

    @Test
    void aStartingBalancerHasMoreTime() {
        SharedSockets sockets = sockets();
        pass(60);
        assertThat(sockets.lost()).isTrue();

        sockets.whileStarting(() -> "started");
        pass(9);
        assertThat(sockets.lost()).isFalse();
        pass(2);
        assertThat(sockets.lost()).isTrue();
    }

    @Test
    void theTimeThatTheEngineTakesToStartABalancerIsNotTheBalancers() {
        SharedSockets sockets = sockets();
        pass(60);

        sockets.whileStarting(
                () -> {
                    assertThat(sockets.lost()).isFalse();
                    pass(30);
                    return "started";
                });

        pass(9);
        assertThat(sockets.lost()).isFalse();
    }

    @Test
    void aBalancerThatStartedAlthoughTheCallFailedHasItsTime() {
        SharedSockets sockets = sockets();
        pass(60);

        assertThatThrownBy(
                        () ->
                                sockets.whileStarting(
                                        () -> {
                                            pass(30);
                                            throw new IllegalStateException("no answer");
                                        }))
                .hasMessage("no answer");

        pass(9);
        assertThat(sockets.lost()).isFalse();
        pass(2);
        assertThat(sockets.lost()).isTrue();
    }
}

package dev.elasticcloud.manager.docker.shell;

import static dev.elasticcloud.manager.Observed.container;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.spi.NodeShell;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Shells on an engine that refuses, or does not answer.
class DockerShellsTest {

    private static final NodeContainer NODE =
            container(pod("light", 1), "light-1", NodeContainer.State.RUNNING);

    @AutoClose private final ShellEngine fake = new ShellEngine();
    @AutoClose private final DockerEngine engine = new DockerEngine(fake.address());
    private final DockerShells shells = new DockerShells(engine, Duration.ofMillis(100));

    DockerShellsTest() throws IOException {}

    private NodeShell open() {
        return shells.open(NODE, TerminalSize.USUAL, bytes -> {}, new CompletableFuture<>());
    }

    @Test
    void aShellWhoseSizeIsRefusedIsOpen() {
        try (NodeShell shell = open()) {
            assertThat(shell).isNotNull();
            assertThat(fake.asked("/resize")).isEqualTo(1);
        }
    }

    @Test
    void theEndOfAShellIsNotWaitedForWithoutLimit() throws Exception {
        NodeShell shell = open();

        Thread closing = Thread.ofVirtual().start(shell::close);

        assertThat(closing.join(Duration.ofSeconds(30))).as("it was closed").isTrue();
        assertThat(fake.asked("/start")).as("a program was to end it").isEqualTo(2);
    }
}

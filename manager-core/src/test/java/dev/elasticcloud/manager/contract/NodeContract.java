package dev.elasticcloud.manager.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.record.ShellEnd;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.ShellScreen;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every manager does with single nodes.
public interface NodeContract extends ManagerUnderTest {

    @Test
    default void aNodeCanBeInspectedAndAnUnknownOneIsRefused() {
        initialise(LIGHT, 1);

        assertThat(cloud().inspect(NodeName.of("light-1"))).contains("\"Name\":\"/light-1\"");
        assertThatThrownBy(() -> cloud().inspect(NodeName.of("light-9")))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    default void launchAndRemoveAreRefusedOnAnElasticPodAndWorkOnAManualOne() {
        initialise(LIGHT, 1);
        assertThatThrownBy(() -> cloud().submit(new Command.LaunchNode(LIGHT, null)))
                .hasMessageContaining("switch its elasticity off");

        cloud().submit(new Command.DisableElasticity(LIGHT));
        cloud().submit(new Command.RegisterNode(LIGHT, NodeName.of("mine")));
        cloud().await(
                        s -> s.pod(LIGHT).orElseThrow().spec().target().registered().size() == 1,
                        SOON);
        assertThat(states(cloud().snapshot(), LIGHT)).containsEntry("mine", NodeState.REGISTERED);
        CloudSnapshot launched = done(new Command.LaunchNode(LIGHT, null));
        assertThat(states(launched, LIGHT)).containsEntry("mine", NodeState.ONLINE);

        CloudSnapshot removed = done(new Command.RemoveNode(LIGHT, NodeName.of("mine")));
        assertThat(states(removed, LIGHT)).doesNotContainKey("mine");
        assertThat(removed.pod(LIGHT).orElseThrow().online()).isEqualTo(1);
    }

    @Test
    default void aPausedNodeIsFrozenAndComesBack() {
        initialise(LIGHT, 2);
        cloud().submit(new Command.DisableElasticity(LIGHT));
        NodeName node = anOnlineNode(LIGHT);

        CloudSnapshot paused = done(new Command.PauseNode(LIGHT, node));
        assertThat(states(paused, LIGHT)).containsEntry(node.value(), NodeState.PAUSED);

        CloudSnapshot resumed = done(new Command.ResumeNode(LIGHT, node));
        assertThat(states(resumed, LIGHT)).containsEntry(node.value(), NodeState.ONLINE);
    }

    @Test
    default void logsAreReadAndFollowed() throws InterruptedException {
        initialise(LIGHT, 1);
        NodeName node = cloud().snapshot().pod(LIGHT).orElseThrow().nodes().getFirst().node();
        List<LogLine> lines = cloud().logs(node, LogQuery.last(10));
        assertThat(lines).isNotEmpty();
        Instant last = lines.getLast().at();
        assertThat(cloud().logs(node, new LogQuery(10, last.plusNanos(1))))
                .as("asked to go on after the last line")
                .doesNotContain(lines.getLast());
        assertThat(cloud().logs(node, new LogQuery(10, last))).contains(lines.getLast());

        BlockingQueue<LogLine> followed = new LinkedBlockingQueue<>();
        try (Subscription following = cloud().followLogs(node, LogQuery.last(10), followed::add)) {
            assertThat(following).isNotNull();
            assertThat(followed.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        }
        assertThatThrownBy(() -> cloud().logs(NodeName.of("none"), LogQuery.last(1)))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatThrownBy(() -> cloud().followLogs(NodeName.of("none"), LogQuery.last(1), l -> {}))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    default void aShellRunsInANodeAndAnUnknownOrFrozenNodeIsRefused() {
        initialise(LIGHT, 2);
        cloud().submit(new Command.DisableElasticity(LIGHT));
        NodeName node = anOnlineNode(LIGHT);
        ShellScreen screen = new ShellScreen();
        try (ShellSession shell = cloud().openShell(node, new TerminalSize(91, 31), screen)) {
            shell.write(ShellScreen.line("stty size"));
            screen.await("31 91");
            shell.resize(new TerminalSize(120, 40));
            shell.write(ShellScreen.line("stty size"));
            screen.await("40 120");
            assertThat(shell.ended()).isNotDone();

            shell.write(ShellScreen.line("exit 3"));

            assertThat(Awaiting.result(shell.ended())).isEqualTo(ShellEnd.exited(3));
            assertThatThrownBy(() -> shell.write(ShellScreen.line("echo")))
                    .isInstanceOf(CloudException.class);
        }
        assertThatThrownBy(() -> openShell(NodeName.of("none")))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        done(new Command.PauseNode(LIGHT, node));
        assertThatThrownBy(() -> openShell(node))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining("resume it first");
    }

    @Test
    default void aClosedShellIsToldAsClosed() {
        initialise(LIGHT, 1);
        ShellSession shell = openShell(anOnlineNode(LIGHT));
        shell.close();
        shell.close();
        assertThat(Awaiting.result(shell.ended())).isEqualTo(ShellEnd.cut("It was closed"));
    }

    private ShellSession openShell(NodeName node) {
        return cloud().openShell(node, TerminalSize.USUAL, bytes -> {});
    }
}

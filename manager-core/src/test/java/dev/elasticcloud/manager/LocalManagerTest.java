package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.record.ShellEnd;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.spi.Awaiting;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalManagerTest extends CloudManagerContract {

    @Override
    CloudManager reach(HostedCloud hosted) {
        return hosted;
    }

    @Test
    void aReadAfterACommandSeesTheCommand() {
        HostedCloud cloud = hosted();
        PodName light = PodName.of("light");
        for (int slots = 1; slots <= 50; slots++) {
            cloud.submit(new Command.SetSlots(light, slots));
            assertThat(cloud.snapshot().pod(light).orElseThrow().spec().slots()).isEqualTo(slots);
        }
    }

    @Test
    void tearDownLeavesNothing() {
        HostedCloud cloud = hosted();
        cloud.await(cloud.submit(new Command.Initialise(Map.of(PodName.of("light"), 3))), SOON);

        assertThat(cloud.tearDown(SOON)).isEqualTo(new HostedCloud.Leftovers(0, 0));
    }

    @Test
    void aManagerThatClosesEndsItsShells() {
        HostedCloud cloud = hosted();
        cloud.await(cloud.submit(new Command.Initialise(Map.of(PodName.of("light"), 1))), SOON);
        ShellSession shell =
                cloud.openShell(NodeName.of("light-1"), TerminalSize.USUAL, bytes -> {});

        cloud.close();

        assertThat(Awaiting.result(shell.ended())).isEqualTo(ShellEnd.cut("The manager closes"));
    }
}

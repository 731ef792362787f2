package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.spec.Command;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedLogsTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path data;

    @Test
    void followingEndsWhenTheNodeIsRemoved() throws Exception {
        try (HostedCloud cloud = Clouds.simulated()) {
            endsWithItsNode(cloud);
        }
    }

    @Test
    void followingFromAfarEndsWhenTheNodeIsRemoved() throws Exception {
        try (HostedCloud cloud = Clouds.simulated();
                Serving serving = Clouds.served(cloud, data);
                RemoteCloud remote =
                        Managers.connect(serving.url(), serving.firstToken().orElseThrow())) {
            endsWithItsNode(remote);
        }
    }

    @Test
    void aLogThatBreaksOffIsNotTakenForOneThatEnded() throws Exception {
        try (HostedCloud cloud = Clouds.simulated();
                HostedCloud breaking = withBreakingLogs(cloud);
                Serving serving = Clouds.served(breaking, data);
                RemoteCloud remote =
                        Managers.connect(serving.url(), serving.firstToken().orElseThrow());
                Subscription following =
                        remote.followLogs(NodeName.of("light-1"), LogQuery.last(5), line -> {})) {
            assertThatThrownBy(() -> following.ended().get(SOON.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    private static HostedCloud withBreakingLogs(HostedCloud cloud) {
        Subscription broken =
                Subscription.ending(
                        CompletableFuture.failedFuture(new IOException("the engine is gone")),
                        () -> {});
        return (HostedCloud)
                Proxy.newProxyInstance(
                        FollowedLogsTest.class.getClassLoader(),
                        new Class<?>[] {HostedCloud.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("followLogs")
                                        ? broken
                                        : method.invoke(cloud, arguments));
    }

    private static void endsWithItsNode(CloudManager cloud) throws Exception {
        cloud.submit(new Command.DisableElasticity(LIGHT));
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 2))), SOON);
        NodeName node = cloud.snapshot().pod(LIGHT).orElseThrow().nodes().getLast().node();
        try (Subscription following = cloud.followLogs(node, LogQuery.last(5), line -> {})) {
            assertThat(following.ended()).isNotDone();

            cloud.submit(new Command.RemoveNode(LIGHT, node));

            following.ended().get(SOON.toSeconds(), TimeUnit.SECONDS);
        }
    }
}

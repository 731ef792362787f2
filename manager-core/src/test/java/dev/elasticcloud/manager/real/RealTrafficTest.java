package dev.elasticcloud.manager.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Requests straight to the balancer of a real cloud.
@Tag("docker")
class RealTrafficTest extends RealCloud {

    @Test
    void aPodAtZeroNodesStartsOneForARequestStraightToTheBalancer() throws Exception {
        try (HostedCloud cloud = open();
                HttpClient http = HttpClient.newHttpClient()) {
            initialise(cloud, 1);
            cloud.submit(new Command.SetSpares(LIGHT, 0));
            cloud.submit(new Command.SetCooldown(LIGHT, Duration.ofSeconds(1)));
            cloud.submit(new Command.EnableElasticity(LIGHT, 0, 3));
            cloud.await(s -> s.pod(LIGHT).orElseThrow().nodes().isEmpty(), SOON);

            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(light(cloud)).build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("X-Node")).isPresent();
        }
    }

    @Test
    void fiftyRequestsASecondSeeNoFailureWhileNodesComeAndGoTenTimes() {
        try (HostedCloud cloud = open()) {
            initialise(cloud, 2);
            RequestStream stream = new RequestStream(light(cloud), 50);
            try (stream) {
                for (int round = 0; round < 10; round++) {
                    cloud.await(cloud.submit(new Command.LaunchNode(LIGHT, null)), SOON);
                    NodeStatus newest =
                            cloud.snapshot().pod(LIGHT).orElseThrow().nodes().stream()
                                    .filter(n -> n.state() == NodeState.ONLINE)
                                    .reduce((a, b) -> b)
                                    .orElseThrow();
                    cloud.await(cloud.submit(new Command.RemoveNode(LIGHT, newest.node())), SOON);
                }
            }
            System.out.printf(
                    "churn: %d requests, %d failed, nodes added and removed 10 times%n",
                    stream.sent(), stream.failures().size());
            assertThat(stream.failures()).isEmpty();
            assertThat(stream.good()).isEqualTo(stream.sent()).isGreaterThan(100);
        }
    }

    @Test
    void requestsThatComeTogetherNeverShareANodeWhileOthersAreIdle() throws Exception {
        int nodes = 6;
        try (HostedCloud cloud = open()) {
            initialise(cloud, nodes);
            cloud.await(cloud.submit(new Command.SetSlots(LIGHT, 1)), SOON);
            URI light = URI.create(cloud.snapshot().balancer().url() + "/light/?repeat=1000");
            HttpRequest request = HttpRequest.newBuilder(light).build();
            for (Balance balance : Balance.values()) {
                cloud.await(cloud.submit(new Command.SetBalance(LIGHT, balance)), SOON);
                // a new client, because the reload closes the idle connections of an older one
                try (HttpClient http = HttpClient.newHttpClient()) {
                    for (int round = 0; round < 30; round++) {
                        assertThat(nodesOfRequestsAtOnce(http, request, nodes))
                                .as("%s, round %d", balance, round)
                                .doesNotHaveDuplicates();
                    }
                }
            }
        }
    }

    private static List<String> nodesOfRequestsAtOnce(
            HttpClient http, HttpRequest request, int many) throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> call =
                    () -> {
                        begin.await();
                        return http.send(request, HttpResponse.BodyHandlers.discarding())
                                .headers()
                                .firstValue("X-Node")
                                .orElse("");
                    };
            List<Future<String>> calls =
                    Stream.generate(() -> callers.submit(call)).limit(many).toList();
            begin.countDown();
            List<String> nodes = new ArrayList<>();
            for (Future<String> node : calls) {
                nodes.add(node.get());
            }
            return nodes;
        }
    }
}

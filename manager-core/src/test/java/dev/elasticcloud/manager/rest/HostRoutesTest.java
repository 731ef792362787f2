package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostRoutesTest {

    @TempDir Path data;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Edges edge;

    @BeforeEach
    void serve() {
        edge = new Edges(data);
        edge.cloud().await(s -> !s.hosts().isEmpty(), Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private JsonNode json(String path) {
        Client.Reply reply = edge.owner().get(path);
        assertThat(reply.status()).isEqualTo(200);
        return reply.json();
    }

    private Client.Reply put(String body) {
        return edge.owner().send("PUT", "/v1/hosts-policy", body);
    }

    @Test
    void thePolicyIsReadAsItWasSet() {
        String policy = "{\"overcommit\":2.5,\"reserveBytes\":1048576,\"unbounded\":false}";

        assertThat(put(policy).status()).isIn(200, 202);

        assertThat(json("/v1/hosts-policy").toString()).isEqualTo(policy);
        assertThat(json("/v1/hosts").get(0).path("cores").asDouble()).isPositive();
    }

    @Test
    void aSenselessPolicyIsRefused() {
        assertThat(put("{\"overcommit\":0,\"reserveBytes\":0}").status()).isEqualTo(400);
        assertThat(put("{\"overcommit\":1,\"reserveBytes\":-1}").status()).isEqualTo(400);
        assertThat(put("{\"overcommit\":\"much\"}").status()).isEqualTo(400);
        assertThat(put("[]").status()).isEqualTo(400);
    }

    @Test
    void anInvalidWeightIsRefused() {
        for (String weight : List.of("0", "-1", "101", "1e400", "\"much\"")) {
            Client.Reply reply =
                    edge.owner()
                            .send("PATCH", "/v1/pods/light", "{\"weight\":%s}".formatted(weight));
            assertThat(reply.status()).as(weight + ": " + reply.text()).isEqualTo(400);
        }
    }

    @Test
    void everyoneReadsThePolicyAndOnlyTheOwnerSetsIt() {
        try (Client user = edge.with("user")) {
            assertThat(user.get("/v1/hosts-policy").status()).isEqualTo(200);
            assertThat(
                            user.send(
                                            "PUT",
                                            "/v1/hosts-policy",
                                            "{\"overcommit\":1,\"reserveBytes\":0}")
                                    .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aWaitingRequestEndsEarlyAndNamesTheObstacle() {
        long all = json("/v1/hosts").get(0).path("memoryBytes").asLong();
        Client.Reply policy =
                put(
                        "{\"overcommit\":1,\"reserveBytes\":%d}"
                                .formatted(all - 1024 * NodeLimits.MIB));
        assertThat(policy.status()).as(policy.text()).isIn(200, 202);
        Client.Reply elasticity =
                edge.owner()
                        .send("PATCH", "/v1/pods/light", "{\"elasticity\":{\"enabled\":false}}");
        assertThat(elasticity.status()).as(elasticity.text()).isIn(200, 202);

        Client.Reply reply =
                edge.owner().post("/v1/cloud/init?wait=120s", "{\"pods\":{\"light\":20}}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        assertThat(reply.json().path("done").asBoolean()).isFalse();
        assertThat(reply.json().path("obstacle").asText())
                .contains("pending: host full: needs", "They start when there is room");
    }
}

package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.Clouds;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A change of several settings is one change: it is refused whole, and what was done is recorded.
class HalfwayChangeTest {

    private static final PodName LIGHT = PodName.of("light");

    /// The second of these is refused: a node cannot have more memory than its host.
    private static final String GOOD_AND_BAD = "{\"slots\":3,\"limits\":{\"cpus\":0.0001}}";

    @TempDir Path data;

    @Test
    void aChangeWithOneRefusedPartChangesNothing() {
        try (Edges edge = new Edges(data)) {
            int before = slots(edge.cloud());

            assertThat(edge.owner().send("PATCH", "/v1/pods/light", GOOD_AND_BAD).status())
                    .isBetween(400, 499);
            assertThat(slots(edge.cloud())).isEqualTo(before);
            assertThat(edge.owner().get("/v1/audit").json()).isEmpty();
        }
    }

    @Test
    void whatWasDoneBeforeALaterPartFailedIsRecorded() {
        try (HostedCloud cloud = Clouds.simulated();
                Serving serving = Clouds.served(withoutSpares(cloud), data);
                Client owner = new Client(serving.url(), serving.firstToken().orElseThrow())) {
            Client.Reply reply =
                    owner.send("PATCH", "/v1/pods/light", "{\"slots\":3,\"spares\":1}");

            assertThat(reply.status()).isEqualTo(503);
            assertThat(slots(cloud)).isEqualTo(3);
            JsonNode audit = owner.get("/v1/audit").json();
            assertThat(audit).hasSize(1);
            assertThat(audit.get(0).path("after").asText()).contains("\"slots\":3");
        }
    }

    @Test
    void aPreviewOfSeveralSettingsShowsTheNodesThatTheyStart() {
        try (Edges edge = new Edges(data)) {
            edge.owner().post("/v1/cloud/init?wait=30s", "{\"pods\":{\"light\":1}}");
            JsonNode plan =
                    edge.owner()
                            .send(
                                    "PATCH",
                                    "/v1/pods/light?dryRun=true",
                                    "{\"elasticity\":{\"enabled\":true,\"min\":4,\"max\":6}}")
                            .json();

            assertThat(plan.path("steps").toString()).contains("light-4");
            assertThat(edge.cloud().snapshot().pod(LIGHT).orElseThrow().spec().target().nodes())
                    .isEqualTo(1);
        }
    }

    private static int slots(CloudManager cloud) {
        return cloud.snapshot().pod(LIGHT).orElseThrow().spec().slots();
    }

    /// A cloud whose store fails in the middle of a change.
    private static CloudManager withoutSpares(CloudManager cloud) {
        return (CloudManager)
                Proxy.newProxyInstance(
                        HalfwayChangeTest.class.getClassLoader(),
                        new Class<?>[] {CloudManager.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("submit")
                                    && arguments[0] instanceof Command.SetSpares) {
                                throw new CloudException(ErrorCode.UNAVAILABLE, "The disk is full");
                            }
                            try {
                                return method.invoke(cloud, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}

package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Changes of pods and of their nodes by the routes of the API.
class PodRoutesTest extends EdgePerClass {

    private static final PodName LIGHT = PodName.of("light");

    private PodSpec light() {
        return edge().cloud().snapshot().pod(LIGHT).orElseThrow().spec();
    }

    @Test
    void aChangeAnswersWithAReceiptThatCanBeFollowed() {
        Client.Reply begun = owner().send("PATCH", "/v1/pods/light", "{\"spares\":2}");

        assertThat(begun.status()).isIn(200, 202);
        String where = begun.header("Location");
        assertThat(where).startsWith("/v1/receipts/").contains("pods=light");
        Client.Reply done = owner().get(where + "&wait=20s");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().path("done").asBoolean()).isTrue();
        assertThat(light().spares()).isEqualTo(2);
    }

    @Test
    void severalSettingsChangeTogetherOrNotAtAll() {
        PodSpec before = light();
        Client.Reply refused =
                owner().send("PATCH", "/v1/pods/light", "{\"slots\":9,\"maxNodes\":100000}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(light()).isEqualTo(before);

        Client.Reply changed =
                owner().send(
                                "PATCH",
                                "/v1/pods/light?wait=20s",
                                """
                        {"slots":9,"balance":"least-busy","drainDeadline":"45s",
                         "limits":{"cpus":0.4,"memoryMib":128},
                         "elasticity":{"enabled":true,"min":1,"max":3,"lowerThreshold":0.2,"cooldown":"7s"}}
                        """);

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        PodSpec now = light();
        assertThat(now.slots()).isEqualTo(9);
        assertThat(now.balance().key()).isEqualTo("least-busy");
        assertThat(now.drainDeadline()).isEqualTo(Duration.ofSeconds(45));
        assertThat(now.limits().cpus()).isEqualTo(0.4);
        assertThat(now.limits().memoryMib()).isEqualTo(128);
        assertThat(now.elasticity().max()).isEqualTo(3);
        assertThat(now.elasticity().lowerThreshold()).isEqualTo(0.2);
        assertThat(now.elasticity().upperThreshold())
                .isEqualTo(before.elasticity().upperThreshold());
        assertThat(now.elasticity().cooldown()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void scalingRulesAreWrittenAsInPodYaml() {
        String path = "/v1/pods/medium";
        String memory = "{\"elasticity\":{\"rules\":[{\"kind\":\"target\",\"of\":\"memory\"}]}}";
        Client.Reply dry = owner().send("PATCH", path + "?dryRun=true", memory);
        assertThat(dry.status()).as(dry.text()).isEqualTo(200);
        assertThat(dry.json().path("warnings").toString()).contains("seldom falls");
        assertThat(medium().scaling()).isEqualTo(Scaling.DEFAULT);

        Client.Reply changed =
                owner().send(
                                "PATCH",
                                path,
                                """
                        {"elasticity":{"rules":[{"kind":"concurrency","utilisation":0.8},
                          {"kind":"schedule","entries":[{"days":["mon"],"from":"08:00","until":"18:00","nodes":2}]}],
                         "up":{"steps":[{"nodes":3,"period":"5s"}]},"down":{"calm":"21s"}}}
                        """);

        assertThat(changed.status()).as(changed.text()).isIn(200, 202);
        Elasticity now = medium();
        assertThat(now.scaling().rules())
                .extracting(ScalingRule::name)
                .containsExactly("concurrency", "schedule");
        assertThat(now.cooldown()).isEqualTo(Duration.ofSeconds(21));
        assertThat(now.scaling().declared().up().steps())
                .containsExactly(ScalingBehaviour.Step.nodes(3, Duration.ofSeconds(5)));
        assertThat(now.scaling().declared().down().steps())
                .isEqualTo(Scaling.DEFAULT.declared().down().steps());
        for (String wrong :
                List.of(
                        "{\"rules\":[{\"kind\":\"magic\"}]}",
                        "{\"rules\":[{\"kind\":\"band\",\"percent\":5}]}",
                        "{\"rules\":[{\"kind\":\"target\",\"percent\":500}]}",
                        "{\"rules\":[{\"kind\":\"target\",\"colour\":1}]}",
                        "{\"rules\":[{\"percent\":50}]}",
                        "{\"up\":{\"select\":\"some\"}}",
                        "{\"down\":{\"calm\":\"soon\"}}")) {
            Client.Reply refused = owner().send("PATCH", path, "{\"elasticity\":" + wrong + "}");
            assertThat(refused.status()).as(wrong).isEqualTo(400);
        }
        assertThat(medium()).isEqualTo(now);
    }

    private Elasticity medium() {
        return edge().cloud()
                .snapshot()
                .pod(PodName.of("medium"))
                .orElseThrow()
                .spec()
                .elasticity();
    }

    @Test
    void aChangeToAnOutdatedVersionIsRefused() {
        String tag = owner().get("/v1/pods/medium").header("ETag");
        assertThat(
                        owner().send("PATCH", "/v1/pods/medium", "{\"slots\":3}", "If-Match", tag)
                                .status())
                .isIn(200, 202);

        Client.Reply late =
                owner().send("PATCH", "/v1/pods/medium", "{\"slots\":5}", "If-Match", tag);

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().path("hint").asText()).contains("Read it again");
        String fresh = owner().get("/v1/pods/medium").header("ETag");
        assertThat(
                        owner().send("PATCH", "/v1/pods/medium", "{\"slots\":5}", "If-Match", fresh)
                                .status())
                .isIn(200, 202);
    }

    @Test
    void aDryRunReturnsThePlanAndChangesNothing() {
        Client.Reply plan = owner().post("/v1/cloud/init?dryRun=true", "{\"pods\":{\"heavy\":2}}");

        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.json().path("steps").toString()).contains("start-node", "heavy-2");
        assertThat(owner().get("/v1/pods/heavy").json().path("phase").asText())
                .isEqualTo("NOT_INITIALISED");
    }

    @Test
    void nodesAreRegisteredLaunchedPausedAndRemoved() {
        owner().send("PATCH", "/v1/pods/medium?wait=20s", "{\"elasticity\":{\"enabled\":false}}");
        Client.Reply registered = owner().post("/v1/pods/medium/nodes", "{\"name\":\"mine\"}");
        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.header("Location")).isEqualTo("/v1/pods/medium/nodes/mine");
        assertThat(owner().get("/v1/pods/medium/nodes/mine").json().path("state").asText())
                .isEqualTo("REGISTERED");

        assertThat(owner().post("/v1/pods/medium/nodes/mine/launch?wait=20s", null).status())
                .isEqualTo(200);
        assertThat(owner().get("/v1/nodes?state=online&pod=medium").text()).contains("\"mine\"");
        assertThat(owner().post("/v1/pods/medium/nodes/mine/pause?wait=20s", null).status())
                .isEqualTo(200);
        assertThat(owner().post("/v1/pods/medium/nodes/mine/resume?wait=20s", null).status())
                .isEqualTo(200);
        assertThat(owner().get("/v1/nodes/mine/logs?tail=5").text()).isNotEmpty();
        assertThat(owner().send("DELETE", "/v1/pods/medium/nodes/mine?wait=20s", null).status())
                .isEqualTo(200);
        assertThat(owner().get("/v1/pods/medium/nodes/mine").status()).isEqualTo(404);
    }

    @Test
    void aPodOfAnImageIsMadeAndForgotten() {
        Client.Reply made =
                owner().post(
                                "/v1/pods",
                                "{\"name\":\"own\",\"image\":\"example/own:1\",\"slots\":2}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/v1/pods/own");
        assertThat(owner().get("/v1/pods/own").json().path("spec").path("slots").asInt())
                .isEqualTo(2);
        assertThat(owner().post("/v1/pods", "{\"name\":\"own\",\"image\":\"x\"}").status())
                .isEqualTo(409);

        assertThat(owner().send("DELETE", "/v1/pods/own", null).status()).isIn(200, 202);
        assertThat(owner().get("/v1/pods/own").status()).isEqualTo(404);
    }
}

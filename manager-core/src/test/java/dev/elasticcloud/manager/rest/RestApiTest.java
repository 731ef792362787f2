package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Response;
import okio.BufferedSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestApiTest {

    private static final PodName LIGHT = PodName.of("light");

    @TempDir static Path data;
    private static Edges edge;
    private static Client owner;

    @BeforeAll
    static void serve() {
        edge = new Edges(data);
        owner = edge.owner();
        owner.post("/v1/cloud/init?wait=20s", "{\"pods\":{\"light\":2,\"medium\":1}}");
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static PodSpec light() {
        return edge.cloud().snapshot().pod(LIGHT).orElseThrow().spec();
    }

    @Test
    void oneCallSaysWhatTheCloudIsAndWhatOneMayDo() {
        JsonNode cloud = owner.get("/v1/cloud").json();

        assertThat(cloud.path("simulated").asBoolean()).isTrue();
        assertThat(cloud.path("pods").toString()).contains("light", "medium", "heavy");
        assertThat(cloud.path("you").path("role").asText()).isEqualTo("owner");
        assertThat(edge.with("viewer").get("/v1/cloud").json().path("you").path("role").asText())
                .isEqualTo("viewer");
    }

    @Test
    void aChangeAnswersWithAReceiptThatCanBeFollowed() {
        Client.Reply begun = owner.send("PATCH", "/v1/pods/light", "{\"spares\":2}");

        assertThat(begun.status()).isIn(200, 202);
        String where = begun.header("Location");
        assertThat(where).startsWith("/v1/receipts/").contains("pods=light");
        Client.Reply done = owner.get(where + "&wait=20s");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().path("done").asBoolean()).isTrue();
        assertThat(light().spares()).isEqualTo(2);
    }

    @Test
    void severalSettingsChangeTogetherOrNotAtAll() {
        PodSpec before = light();
        Client.Reply refused =
                owner.send("PATCH", "/v1/pods/light", "{\"slots\":9,\"maxNodes\":100000}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(light()).isEqualTo(before);

        Client.Reply changed =
                owner.send(
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
    void theRulesOfScalingAreSaidInTheWordsOfAPodsFile() {
        String path = "/v1/pods/medium";
        String memory = "{\"elasticity\":{\"rules\":[{\"kind\":\"target\",\"of\":\"memory\"}]}}";
        Client.Reply dry = owner.send("PATCH", path + "?dryRun=true", memory);
        assertThat(dry.status()).as(dry.text()).isEqualTo(200);
        assertThat(dry.json().path("warnings").toString()).contains("seldom falls");
        assertThat(medium().scaling()).isEqualTo(Scaling.DEFAULT);

        Client.Reply changed =
                owner.send(
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
            Client.Reply refused = owner.send("PATCH", path, "{\"elasticity\":" + wrong + "}");
            assertThat(refused.status()).as(wrong).isEqualTo(400);
        }
        assertThat(medium()).isEqualTo(now);
    }

    private static Elasticity medium() {
        return edge.cloud().snapshot().pod(PodName.of("medium")).orElseThrow().spec().elasticity();
    }

    @Test
    void whoChangesWhatSomebodyElseChangedIsToldSo() {
        String tag = owner.get("/v1/pods/medium").header("ETag");
        assertThat(
                        owner.send("PATCH", "/v1/pods/medium", "{\"slots\":3}", "If-Match", tag)
                                .status())
                .isIn(200, 202);

        Client.Reply late =
                owner.send("PATCH", "/v1/pods/medium", "{\"slots\":5}", "If-Match", tag);

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().path("hint").asText()).contains("Read it again");
        String fresh = owner.get("/v1/pods/medium").header("ETag");
        assertThat(
                        owner.send("PATCH", "/v1/pods/medium", "{\"slots\":5}", "If-Match", fresh)
                                .status())
                .isIn(200, 202);
    }

    @Test
    void aDryRunTellsThePlanAndChangesNothing() {
        Client.Reply plan = owner.post("/v1/cloud/init?dryRun=true", "{\"pods\":{\"heavy\":2}}");

        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.json().path("steps").toString()).contains("start-node", "heavy-2");
        assertThat(owner.get("/v1/pods/heavy").json().path("phase").asText())
                .isEqualTo("NOT_INITIALISED");
    }

    @Test
    void aJobIsRunInOneCallAndHasARecord() {
        Client.Reply run = owner.get("/v1/pods/light/run?top=3");

        assertThat(run.status()).isEqualTo(200);
        assertThat(run.json().path("result").path("simulated").asBoolean()).isTrue();
        JsonNode job = owner.get("/v1/jobs/" + run.header("X-Job")).json();
        assertThat(job.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(job.path("parameters").path("top").asText()).isEqualTo("3");
        assertThat(job.path("result").path("result").path("simulated").asBoolean()).isTrue();
    }

    @Test
    void aJobSentAgainUnderItsKeyIsTheSameJob() {
        Client.Reply first =
                owner.post("/v1/pods/light/jobs?wait=20s", "{\"top\":4}", "Idempotency-Key", "k-1");
        Client.Reply again =
                owner.post("/v1/pods/light/jobs?wait=20s", "{\"top\":4}", "Idempotency-Key", "k-1");
        Client.Reply other =
                owner.post("/v1/pods/light/jobs", "{\"top\":5}", "Idempotency-Key", "k-1");

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(other.status()).isEqualTo(409);
    }

    @Test
    void aJobsParametersAreCheckedAgainstThePodsDeclaration() {
        Client.Reply refused = owner.post("/v1/pods/light/jobs", "{\"top\":0}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.json().path("detail").asText()).contains("from 1 to 100");
    }

    @Test
    void longListsComeInPages() {
        for (int i = 0; i < 5; i++) {
            owner.post("/v1/pods/medium/jobs?wait=20s", null);
        }
        Client.Reply page = owner.get("/v1/jobs?pod=medium&limit=2");
        List<String> ids = new ArrayList<>(ids(page));
        while (!page.header("Link").isEmpty() && ids.size() < 20) {
            String next = page.header("Link");
            page = owner.get(next.substring(1, next.indexOf('>')));
            ids.addAll(ids(page));
        }

        assertThat(ids).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
        assertThat(owner.get("/v1/jobs?limit=1").json().path(0).path("result").asText()).isEmpty();
        assertThat(owner.get("/v1/jobs?limit=1&results=true").json().path(0).path("result"))
                .isNotEmpty();
        assertThat(owner.get("/v1/jobs?limit=51&results=true").text())
                .contains("limit must be a whole number from 1 to 50");
        assertThat(owner.get("/v1/jobs?before=0-0").status()).isEqualTo(404);
        assertThat(owner.get("/v1/jobs?state=failed,cancelled&pod=medium").json()).isEmpty();
    }

    private static List<String> ids(Client.Reply page) {
        List<String> ids = new ArrayList<>();
        page.json().forEach(job -> ids.add(job.path("id").asText()));
        return ids;
    }

    @Test
    void nodesAreRegisteredLaunchedPausedAndRemoved() {
        owner.send("PATCH", "/v1/pods/medium?wait=20s", "{\"elasticity\":{\"enabled\":false}}");
        Client.Reply registered = owner.post("/v1/pods/medium/nodes", "{\"name\":\"mine\"}");
        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.header("Location")).isEqualTo("/v1/pods/medium/nodes/mine");
        assertThat(owner.get("/v1/pods/medium/nodes/mine").json().path("state").asText())
                .isEqualTo("REGISTERED");

        assertThat(owner.post("/v1/pods/medium/nodes/mine/launch?wait=20s", null).status())
                .isEqualTo(200);
        assertThat(owner.get("/v1/nodes?state=online&pod=medium").text()).contains("\"mine\"");
        assertThat(owner.post("/v1/pods/medium/nodes/mine/pause?wait=20s", null).status())
                .isEqualTo(200);
        assertThat(owner.post("/v1/pods/medium/nodes/mine/resume?wait=20s", null).status())
                .isEqualTo(200);
        assertThat(owner.get("/v1/nodes/mine/logs?tail=5").text()).isNotEmpty();
        assertThat(owner.send("DELETE", "/v1/pods/medium/nodes/mine?wait=20s", null).status())
                .isEqualTo(200);
        assertThat(owner.get("/v1/pods/medium/nodes/mine").status()).isEqualTo(404);
    }

    @Test
    void aPodOfAnImageIsMadeAndForgotten() {
        Client.Reply made =
                owner.post(
                        "/v1/pods", "{\"name\":\"own\",\"image\":\"example/own:1\",\"slots\":2}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/v1/pods/own");
        assertThat(owner.get("/v1/pods/own").json().path("spec").path("slots").asInt())
                .isEqualTo(2);
        assertThat(owner.post("/v1/pods", "{\"name\":\"own\",\"image\":\"x\"}").status())
                .isEqualTo(409);

        assertThat(owner.send("DELETE", "/v1/pods/own", null).status()).isIn(200, 202);
        assertThat(owner.get("/v1/pods/own").status()).isEqualTo(404);
    }

    @Test
    void everyChangeIsInTheAuditLogWithWhatItChanged() {
        owner.send("PATCH", "/v1/pods/heavy", "{\"slots\":3}", "X-Request-Id", "my-request");

        JsonNode entry = owner.get("/v1/audit?limit=1").json().path(0);
        assertThat(entry.path("who").asText()).startsWith("owner (");
        assertThat(entry.path("what").asText()).isEqualTo("PATCH /v1/pods/heavy");
        assertThat(entry.path("requestId").asText()).isEqualTo("my-request");
        assertThat(entry.path("from").asText()).isEqualTo("127.0.0.1");
        assertThat(entry.path("after").asText()).isEqualTo("{\"heavy\":{\"slots\":3}}");
        assertThat(entry.path("before").asText()).startsWith("{\"heavy\":{\"slots\":");
        assertThat(owner.get("/v1/audit?format=csv&limit=1").text())
                .startsWith("id,at,who,")
                .contains("\"{\"\"heavy\"\":{\"\"slots\"\":3}}\"");
    }

    @Test
    void rolesMayDoWhatTheyMayAndNoMore() {
        Client user = edge.with("user");
        Client viewer = edge.with("viewer");

        assertThat(user.get("/v1/pods/light/run").status()).isEqualTo(200);
        assertThat(viewer.get("/v1/pods/light/run").status()).isEqualTo(403);
        assertThat(viewer.get("/v1/snapshot").status()).isEqualTo(200);
        for (Client client : List.of(user, viewer)) {
            Client.Reply refused = client.send("PATCH", "/v1/pods/light", "{\"slots\":1}");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().path("detail").asText()).contains("needs the role owner");
            assertThat(client.get("/v1/audit").status()).isEqualTo(403);
            assertThat(client.get("/v1/tokens").status()).isEqualTo(403);
        }
        assertThat(edge.owner().as("").get("/v1/snapshot").status()).isEqualTo(401);
    }

    @Test
    void everyRefusalSaysWhatToDo() {
        Client.Reply unknown = owner.get("/v1/nothing");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().path("hint").asText()).contains("/docs");

        Client.Reply verb = owner.send("PUT", "/v1/snapshot", "{}");
        assertThat(verb.status()).isEqualTo(405);
        assertThat(verb.header("Allow")).isEqualTo("GET");

        Client.Reply field = owner.send("PATCH", "/v1/pods/light", "{\"slotz\":3}");
        assertThat(field.status()).isEqualTo(400);
        assertThat(field.json().path("errors").path(0).path("field").asText()).isEqualTo("slotz");

        Client.Reply parameter = owner.get("/v1/jobs?limt=3");
        assertThat(parameter.status()).isEqualTo(400);
        assertThat(parameter.json().path("detail").asText()).contains("limit");

        Client.Reply pod = owner.get("/v1/pods/ligth");
        assertThat(pod.status()).isEqualTo(404);
        assertThat(pod.json().path("detail").asText()).contains("the pods are light, ");
        assertThat(pod.header("X-Request-Id")).isEqualTo(pod.json().path("requestId").asText());
    }

    @Test
    void theSnapshotIsSentOnceForOneNumber() {
        Client.Reply first = owner.get("/v1/snapshot");
        Client.Reply again = owner.get("/v1/snapshot", "If-None-Match", first.header("ETag"));

        assertThat(again.status()).isIn(200, 304);
        if (again.status() == 304) {
            assertThat(again.text()).isEmpty();
        }
    }

    @Test
    void theStreamBringsSnapshotsEventsAndWhatWasMissed() throws IOException {
        String id = "";
        try (Response stream = owner.open("/v1/stream")) {
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            BufferedSource lines = stream.body().source();
            assertThat(until(lines, "event: snapshot")).isTrue();
            id = lines.readUtf8LineStrict().substring("id: ".length());
            owner.send("PATCH", "/v1/pods/heavy", "{\"slots\":6}");
            assertThat(until(lines, "event: event")).isTrue();
            assertThat(until(lines, "data: ")).isTrue();
        }
        owner.send("PATCH", "/v1/pods/heavy", "{\"slots\":7}");

        try (Response stream = owner.open("/v1/stream?snapshots=false", "Last-Event-ID", id)) {
            BufferedSource lines = stream.body().source();
            assertThat(until(lines, "let each node of heavy run 6 jobs")).isTrue();
            assertThat(until(lines, "let each node of heavy run 7 jobs")).isTrue();
        }
    }

    private static boolean until(BufferedSource lines, String wanted) throws IOException {
        for (String line = lines.readUtf8Line(); line != null; line = lines.readUtf8Line()) {
            if (line.contains(wanted)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void healthAndFiguresCanBeRead() {
        Client anyone = owner.as("");

        assertThat(anyone.get("/healthz").status()).isEqualTo(200);
        assertThat(anyone.get("/readyz").status()).isEqualTo(200);
        assertThat(anyone.get("/metrics").status()).isEqualTo(401);
        String metrics = owner.get("/metrics").text();
        assertThat(metrics)
                .contains("elasticcloud_nodes{pod=\"light\",state=\"online\"}")
                .contains("elasticcloud_jobs_total{outcome=\"completed\",pod=\"light\"}")
                .contains("elasticcloud_loop_round_duration_seconds_count")
                .contains("elasticcloud_http_request_duration_seconds_bucket");
    }
}

package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import okhttp3.Response;
import okio.BufferedSource;
import org.junit.jupiter.api.Test;

/// What all routes have in common: roles, refusals, the audit log, snapshots, the stream, metrics.
class RestApiTest extends EdgePerClass {

    @Test
    void oneCallDescribesTheCloudAndTheCallersRole() {
        JsonNode cloud = owner().get("/v1/cloud").json();

        assertThat(cloud.path("simulated").asBoolean()).isTrue();
        assertThat(cloud.path("pods").toString()).contains("light", "medium", "heavy");
        assertThat(cloud.path("you").path("role").asText()).isEqualTo("owner");
        assertThat(edge().with("viewer").get("/v1/cloud").json().path("you").path("role").asText())
                .isEqualTo("viewer");
    }

    @Test
    void eachRoleMayDoWhatItIsForAndNoMore() {
        Client user = edge().with("user");
        Client viewer = edge().with("viewer");

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
        assertThat(edge().owner().as("").get("/v1/snapshot").status()).isEqualTo(401);
    }

    @Test
    void everyRefusalSaysWhatToDo() {
        Client.Reply unknown = owner().get("/v1/nothing");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().path("hint").asText()).contains("/docs");

        Client.Reply verb = owner().send("PUT", "/v1/snapshot", "{}");
        assertThat(verb.status()).isEqualTo(405);
        assertThat(verb.header("Allow")).isEqualTo("GET");

        Client.Reply field = owner().send("PATCH", "/v1/pods/light", "{\"slotz\":3}");
        assertThat(field.status()).isEqualTo(400);
        assertThat(field.json().path("errors").path(0).path("field").asText()).isEqualTo("slotz");

        Client.Reply parameter = owner().get("/v1/jobs?limt=3");
        assertThat(parameter.status()).isEqualTo(400);
        assertThat(parameter.json().path("detail").asText()).contains("limit");

        Client.Reply pod = owner().get("/v1/pods/ligth");
        assertThat(pod.status()).isEqualTo(404);
        assertThat(pod.json().path("detail").asText()).contains("the pods are light, ");
        assertThat(pod.header("X-Request-Id")).isEqualTo(pod.json().path("requestId").asText());
    }

    @Test
    void everyChangeIsInTheAuditLogWithWhatItChanged() {
        owner().send("PATCH", "/v1/pods/heavy", "{\"slots\":3}", "X-Request-Id", "my-request");

        JsonNode entry = owner().get("/v1/audit?limit=1").json().path(0);
        assertThat(entry.path("who").asText()).startsWith("owner (");
        assertThat(entry.path("what").asText()).isEqualTo("PATCH /v1/pods/heavy");
        assertThat(entry.path("requestId").asText()).isEqualTo("my-request");
        assertThat(entry.path("from").asText()).isEqualTo("127.0.0.1");
        assertThat(entry.path("after").asText()).isEqualTo("{\"heavy\":{\"slots\":3}}");
        assertThat(entry.path("before").asText()).startsWith("{\"heavy\":{\"slots\":");
        assertThat(owner().get("/v1/audit?format=csv&limit=1").text())
                .startsWith("id,at,who,")
                .contains("\"{\"\"heavy\"\":{\"\"slots\"\":3}}\"");
    }

    @Test
    void anUnchangedSnapshotIsNotSentAgain() {
        Client.Reply first = owner().get("/v1/snapshot");
        Client.Reply again = owner().get("/v1/snapshot", "If-None-Match", first.header("ETag"));

        assertThat(again.status()).isIn(200, 304);
        if (again.status() == 304) {
            assertThat(again.text()).isEmpty();
        }
    }

    @Test
    void theStreamSendsSnapshotsEventsAndWhatWasMissed() throws IOException {
        String id = "";
        try (Response stream = owner().open("/v1/stream")) {
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            BufferedSource lines = stream.body().source();
            assertThat(until(lines, "event: snapshot")).isTrue();
            id = lines.readUtf8LineStrict().substring("id: ".length());
            owner().send("PATCH", "/v1/pods/heavy", "{\"slots\":6}");
            assertThat(until(lines, "event: event")).isTrue();
            assertThat(until(lines, "data: ")).isTrue();
        }
        owner().send("PATCH", "/v1/pods/heavy", "{\"slots\":7}");

        try (Response stream = owner().open("/v1/stream?snapshots=false", "Last-Event-ID", id)) {
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
    void healthAndMetricsCanBeRead() {
        Client anyone = owner().as("");

        assertThat(anyone.get("/healthz").status()).isEqualTo(200);
        assertThat(anyone.get("/readyz").status()).isEqualTo(200);
        assertThat(anyone.get("/metrics").status()).isEqualTo(401);
        String metrics = owner().get("/metrics").text();
        assertThat(metrics)
                .contains("elasticcloud_nodes{pod=\"light\",state=\"online\"}")
                .contains("elasticcloud_jobs_total{outcome=\"completed\",pod=\"light\"}")
                .contains("elasticcloud_loop_round_duration_seconds_count")
                .contains("elasticcloud_http_request_duration_seconds_bucket");
    }
}

package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Jobs by the routes of the API: run, submitted, repeated, listed.
class JobRoutesTest extends EdgePerClass {

    @Test
    void aJobIsRunInOneCallAndHasARecord() {
        Client.Reply run = owner().get("/v1/pods/light/run?top=3");

        assertThat(run.status()).isEqualTo(200);
        assertThat(run.json().path("result").path("simulated").asBoolean()).isTrue();
        JsonNode job = owner().get("/v1/jobs/" + run.header("X-Job")).json();
        assertThat(job.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(job.path("parameters").path("top").asText()).isEqualTo("3");
        assertThat(job.path("result").path("result").path("simulated").asBoolean()).isTrue();
    }

    @Test
    void aJobSentAgainUnderItsKeyIsTheSameJob() {
        Client.Reply first =
                owner().post(
                                "/v1/pods/light/jobs?wait=20s",
                                "{\"top\":4}",
                                "Idempotency-Key",
                                "k-1");
        Client.Reply again =
                owner().post(
                                "/v1/pods/light/jobs?wait=20s",
                                "{\"top\":4}",
                                "Idempotency-Key",
                                "k-1");
        Client.Reply other =
                owner().post("/v1/pods/light/jobs", "{\"top\":5}", "Idempotency-Key", "k-1");

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(other.status()).isEqualTo(409);
    }

    @Test
    void aJobsParametersAreCheckedAgainstThePodsDeclaration() {
        Client.Reply refused = owner().post("/v1/pods/light/jobs", "{\"top\":0}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.json().path("detail").asText()).contains("from 1 to 100");
    }

    @Test
    void longListsComeInPages() {
        for (int i = 0; i < 5; i++) {
            owner().post("/v1/pods/medium/jobs?wait=20s", null);
        }
        Client.Reply page = owner().get("/v1/jobs?pod=medium&limit=2");
        List<String> ids = new ArrayList<>(ids(page));
        while (!page.header("Link").isEmpty() && ids.size() < 20) {
            String next = page.header("Link");
            page = owner().get(next.substring(1, next.indexOf('>')));
            ids.addAll(ids(page));
        }

        assertThat(ids).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
        assertThat(owner().get("/v1/jobs?limit=1").json().path(0).path("result").asText())
                .isEmpty();
        assertThat(owner().get("/v1/jobs?limit=1&results=true").json().path(0).path("result"))
                .isNotEmpty();
        assertThat(owner().get("/v1/jobs?limit=51&results=true").text())
                .contains("limit must be a whole number from 1 to 50");
        assertThat(owner().get("/v1/jobs?before=0-0").status()).isEqualTo(404);
        assertThat(owner().get("/v1/jobs?state=failed,cancelled&pod=medium").json()).isEmpty();
    }

    private static List<String> ids(Client.Reply page) {
        List<String> ids = new ArrayList<>();
        page.json().forEach(job -> ids.add(job.path("id").asText()));
        return ids;
    }
}

package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Who may read evidence over the API, and what is refused.
class EvidenceRouteTest extends EdgePerClass {

    private static final String RANGE = "?from=2020-01-01T00:00:00Z&to=2040-01-01T00:00:00Z";

    @Test
    void onlyAnOwnerReadsEvidenceAndEveryoneWithATokenTheKey() {
        Client viewer = edge().with("viewer");

        assertThat(viewer.get("/v1/evidence" + RANGE).status()).isEqualTo(403);
        assertThat(edge().with("user").get("/v1/evidence" + RANGE).status()).isEqualTo(403);
        assertThat(viewer.get("/v1/evidence/key").text()).startsWith("-----BEGIN PUBLIC KEY-----");
        Client.Reply read = owner().get("/v1/evidence" + RANGE);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("Content-Type")).isEqualTo("application/zip");
        assertThat(read.text()).startsWith("PK").contains("manifest.sig");
    }

    @Test
    void badRangesAndPicturesAreRefused() {
        Client.Reply none = owner().get("/v1/evidence");
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.text()).contains("Give from as a time");
        assertThat(
                        owner().get(
                                        "/v1/evidence?from=2040-01-01T00:00:00Z&to=2020-01-01T00:00:00Z")
                                .status())
                .isEqualTo(400);
        Client.Reply early =
                owner().get("/v1/evidence?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z");
        assertThat(early.status()).isEqualTo(404);
        assertThat(early.text()).contains("Nothing was recorded");
        for (String pictures :
                new String[] {"a.png", "a.png:x:y", "../a.png:1:" + "0".repeat(64)}) {
            assertThat(owner().get("/v1/evidence" + RANGE + "&pictures=" + pictures).status())
                    .as(pictures)
                    .isEqualTo(400);
        }
    }
}

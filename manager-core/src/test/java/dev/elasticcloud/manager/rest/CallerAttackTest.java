package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.ServeConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/// Callers who are not who they should be: foreign sites, guessed, leaked and revoked tokens.
class CallerAttackTest extends EdgePerTest {

    @Test
    void aForeignHostNameIsRefused() {
        assertThat(owner.get("/v1/snapshot", "Host", "evil.example").status()).isEqualTo(421);
        assertThat(owner.get("/v1/snapshot", "Host", "127.0.0.1").status()).isEqualTo(421);
        assertThat(owner.get("/healthz", "Host", "evil.example:" + edge.url().getPort()).status())
                .isEqualTo(421);
        assertThat(owner.get("/v1/snapshot", "Host", "localhost:" + edge.url().getPort()).status())
                .isEqualTo(200);
    }

    @Test
    void requestsFromForeignSitesAreRefused() {
        assertThat(owner.get("/v1/snapshot", "Origin", "https://evil.example").status())
                .isEqualTo(403);
        assertThat(owner.get("/v1/snapshot", "Origin", "null").status()).isEqualTo(403);
        assertThat(owner.get("/v1/snapshot", "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(403);
        Client.Reply asked =
                owner.send("OPTIONS", "/v1/snapshot", null, "Origin", edge.url().toString());
        assertThat(asked.status()).isEqualTo(405);
        assertThat(asked.headers().names()).noneMatch(n -> n.startsWith("Access-Control"));
        assertThat(asked.headers().names()).doesNotContain("Set-Cookie");
    }

    @Test
    void contentTypesOfFormsAreRefused() {
        for (String type :
                List.of(
                        "text/plain",
                        "application/x-www-form-urlencoded",
                        "multipart/form-data; boundary=x")) {
            Client.Reply reply =
                    owner.raw(
                            "POST",
                            "/v1/tokens",
                            RequestBody.create(
                                    "{\"name\":\"x\",\"role\":\"owner\"}", MediaType.get(type)));
            assertThat(reply.status()).as(type).isEqualTo(415);
        }
    }

    @Test
    void aTokenIsAcceptedOnlyInItsHeader() {
        String secret =
                owner.post("/v1/tokens", "{\"name\":\"t\",\"role\":\"owner\"}")
                        .json()
                        .path("secret")
                        .asText();
        Client anyone = owner.as("");

        assertThat(anyone.get("/v1/pods?token=" + secret).status()).isEqualTo(401);
        assertThat(anyone.get("/v1/pods?access_token=" + secret).status()).isEqualTo(401);
        assertThat(anyone.get("/v1/pods", "Cookie", "token=" + secret).status()).isEqualTo(401);
        assertThat(anyone.get("/v1/pods", "Authorization", "Basic " + secret).status())
                .isEqualTo(401);
        assertThat(anyone.as(secret.substring(0, secret.length() - 1)).get("/v1/pods").status())
                .isEqualTo(401);
        assertThat(anyone.as(secret).get("/v1/pods").status()).isEqualTo(200);
        assertThat(owner.get("/v1/tokens").text()).doesNotContain(secret.substring(12));
        assertThat(owner.get("/v1/audit").text()).doesNotContain(secret.substring(12));
    }

    @Test
    void guessingTokensIsSlowedDown() {
        Client guesser = owner.as("ec_local_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        List<Client.Reply> replies = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            replies.add(guesser.get("/v1/pods"));
        }

        assertThat(replies).extracting(Client.Reply::status).contains(429).containsOnly(401, 429);
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 429)
                .allSatisfy(reply -> assertThat(reply.header("Retry-After")).isEqualTo("1"));
        assertThat(owner.get("/v1/pods").status()).isEqualTo(200);
    }

    @Test
    void aRevokedTokenLosesItsStreamAndItsLogs() throws IOException {
        String made = owner.post("/v1/tokens", "{\"name\":\"t\",\"role\":\"viewer\"}").text();
        String secret = made.replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1");
        String id = made.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
        try (Response stream = owner.as(secret).open("/v1/stream")) {
            assertThat(stream.code()).isEqualTo(200);

            owner.send("DELETE", "/v1/tokens/" + id, null);

            assertThat(endsByItself(stream)).isTrue();
        }
        assertThat(owner.as(secret).get("/v1/pods").status()).isEqualTo(401);
    }

    private static boolean endsByItself(Response stream) {
        try {
            stream.body().byteStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (InterruptedIOException e) {
            // The client timed out first.
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void withoutTlsOnlyThisMachineIsServedAndTheEndpointFileIsPrivate() throws IOException {
        assertThatThrownBy(
                        () ->
                                Managers.serve(
                                        edge.cloud(),
                                        new ServeConfig(
                                                "test", data, false, "0.0.0.0", 0, null, null,
                                                List.of())))
                .hasMessageContaining("--tls");
        assertThat(Files.getPosixFilePermissions(data.resolve("test.endpoint")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}

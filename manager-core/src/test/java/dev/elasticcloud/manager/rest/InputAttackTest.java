package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.PodName;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Requests with hostile content, and the answers they get.
class InputAttackTest extends EdgePerTest {

    private static final String STOLEN = "/etc";

    @Test
    void namesThatWouldReachTheBalancerOrDockerAreRefused() {
        List<String> names =
                List.of(
                        "a;b",
                        "a\\nserver evil 1.2.3.4:80",
                        "../light",
                        "a b",
                        "-a",
                        "A",
                        "x".repeat(64),
                        "ä",
                        "a\\u0000");
        for (String name : names) {
            String body = "{\"name\":\"" + name + "\"}";
            assertThat(owner.post("/v1/pods/light/nodes", body).status()).as(name).isEqualTo(400);
            assertThat(
                            owner.post("/v1/pods", "{\"name\":\"" + name + "\",\"image\":\"x\"}")
                                    .status())
                    .as(name)
                    .isEqualTo(400);
        }
        assertThat(owner.get("/v1/pods/%2e%2e%2fetc").status()).isEqualTo(400);
        assertThat(owner.get("/v1/pods/light%0aevil").status()).isEqualTo(400);
        for (String image : List.of("-v", "a b", "a;b", "a$b", "a\\nb")) {
            String body = "{\"name\":\"own\",\"image\":\"" + image + "\"}";
            assertThat(owner.post("/v1/pods", body).status()).as(image).isEqualTo(400);
        }
        for (String path : List.of("http://10.0.0.1/", "/a b", "/a?x", "//x\\r\\ny", "run")) {
            String body = "{\"name\":\"own\",\"image\":\"x\",\"job\":\"" + path + "\"}";
            assertThat(owner.post("/v1/pods", body).status()).as(path).isEqualTo(400);
        }
    }

    @Test
    void noFolderOfTheHostIsBuiltOnARequest() {
        String spec = owner.get("/v1/pods/light").json().path("spec").toString();
        String stolen = spec.replaceFirst("\"path\":\"[^\"]*\"", "\"path\":\"" + STOLEN + "\"");
        assertThat(stolen).contains(STOLEN);

        for (String attempt :
                List.of(
                        "{\"kind\":\"restore-pod\",\"previous\":" + stolen + "}",
                        "{\"kind\":\"define-pod\",\"pod\":" + stolen + "}",
                        "{\"kind\":\"define-pod\",\"pod\":"
                                + stolen.replace("\"name\":\"light\"", "\"name\":\"own\"")
                                + "}")) {
            assertThat(owner.post("/v1/commands", attempt).status()).isEqualTo(403);
        }
        assertThat(owner.send("PUT", "/v1/pods/light", stolen).status()).isEqualTo(403);
        assertThat(owner.send("PUT", "/v1/pods/light", spec).status()).isIn(200, 202);
    }

    @Test
    void limitsOfTheFinalContainerAreCheckedOnEveryPath() {
        for (String limits :
                List.of(
                        "{\"cpus\":0,\"memoryMib\":100,\"pids\":64}",
                        "{\"cpus\":1e9}",
                        "{\"memoryMib\":1}",
                        "{\"memoryBytes\":-1}",
                        "{\"pids\":1}",
                        "{\"pids\":1000000}",
                        "{\"cpus\":\"NaN\"}")) {
            assertThat(
                            owner.send("PATCH", "/v1/pods/light", "{\"limits\":" + limits + "}")
                                    .status())
                    .as(limits)
                    .isEqualTo(400);
        }
        String command =
                "{\"kind\":\"set-limits\",\"pod\":\"light\",\"limits\":{\"cpus\":0,\"memoryBytes\":1,\"pids\":1}}";
        assertThat(owner.post("/v1/commands", command).status()).isEqualTo(400);
    }

    @Test
    void oversizedRequestsAreRefusedUnread() throws IOException {
        assertThat(
                        raw(
                                "POST /v1/tokens HTTP/1.1",
                                "Content-Type: application/json",
                                "Content-Length: 1000000000"))
                .contains(" 413 ");
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        assertThat(
                        raw(
                                "POST /v1/tokens HTTP/1.1",
                                "Content-Type: application/json",
                                "Transfer-Encoding: chunked",
                                "",
                                chunk.repeat(20) + "0\r\n"))
                .contains(" 413 ");
        assertThat(raw("GET /v1/pods HTTP/1.1", "X-Long: " + "x".repeat(20_000)))
                .contains(" 431 ")
                .contains("application/problem+json");
        assertThat(raw("GET /" + "x".repeat(20_000) + " HTTP/1.1")).contains(" 414 ");
        assertThat(owner.get("/v1/pods").status()).isEqualTo(200);
    }

    @Test
    void malformedRequestsGetAProblemWithoutAStackTrace() throws IOException {
        for (String line :
                List.of(
                        "GET /v1/pods/%zz HTTP/1.1",
                        "GET /v1/pods/%c0%af HTTP/1.1",
                        "GET /v1/jobs?limit=%zz HTTP/1.1",
                        "GET /v1/../v1/pods HTTP/9.9",
                        "GET http://evil.example/v1/pods HTTP/1.1",
                        "BREW /v1/pods HTTP/1.1",
                        "\u0001\u0002",
                        "GET /v1/pods;a=b/x HTTP/1.1")) {
            String answer = raw(line);
            assertThat(answer).as(line).containsPattern("HTTP/1.1 4\\d\\d ");
            assertThat(answer).as(line).doesNotContain("Exception").doesNotContain("\tat ");
            assertThat(answer).as(line).doesNotContainIgnoringCase("jetty");
        }
        // Two lengths, or a length and chunks, are how requests are smuggled.
        assertThat(
                        raw(
                                "POST /v1/tokens HTTP/1.1",
                                "Content-Type: application/json",
                                "Content-Length: 5",
                                "Content-Length: 6",
                                "",
                                "{}   "))
                .contains(" 400 ");
        assertThat(
                        raw(
                                "POST /v1/tokens HTTP/1.1",
                                "Content-Type: application/json",
                                "Content-Length: 5",
                                "Transfer-Encoding: chunked",
                                "",
                                "0\r\n"))
                .contains(" 400 ");
    }

    @Test
    void theServerSurvivesTenThousandRandomRequests() {
        owner.post("/v1/cloud/init?wait=20s", "{\"pods\":{\"light\":1}}");
        Fuzzer fuzzer = new Fuzzer(edge, 42);

        fuzzer.run(10_000);

        assertThat(fuzzer.faults()).as("seed 42").isEmpty();
        assertThat(fuzzer.sent()).isEqualTo(10_000);
        assertThat(fuzzer.operations()).hasSizeGreaterThan(35);
        assertThat(owner.get("/readyz").status()).isEqualTo(200);
        assertThat(edge.cloud().snapshot().jobs().lost()).isZero();
        assertThat(edge.cloud().snapshot().pods()).containsKey(PodName.of("light"));
    }

    /// Sends lines as they are; a body comes after an empty line.
    private String raw(String first, String... lines) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", edge.url().getPort())) {
            socket.setSoTimeout(10_000);
            StringBuilder text = new StringBuilder(first + "\r\n");
            text.append("Host: 127.0.0.1:").append(edge.url().getPort()).append("\r\n");
            text.append("Authorization: Bearer ").append(owner.token()).append("\r\n");
            text.append("Connection: close\r\n");
            for (String line : lines) {
                text.append(line).append("\r\n");
            }
            text.append("\r\n");
            try {
                socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The server may have answered and closed before all was sent.
            }
            return answer(socket);
        }
    }

    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            InputStream in = socket.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            if (answer.isEmpty()) {
                throw e;
            }
        }
        return answer.toString();
    }
}

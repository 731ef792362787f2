package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.ServeConfig;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.rest.http.DeadlineConnector;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;
import dev.elasticcloud.manager.rest.routing.RouteTable;
import dev.elasticcloud.manager.spi.Awaiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Attacks on a running server, and what they get.
class RestAttackTest {

    private static final String STOLEN = "/etc";
    private static final InetAddress SERVER = InetAddress.ofLiteral("127.0.0.1");

    /// Another address of this machine, from which it can be called.
    private static final InetAddress ANOTHER = InetAddress.ofLiteral("127.0.0.2");

    @TempDir Path data;
    private Edges edge;
    private Client owner;

    @BeforeEach
    void serve() {
        edge = new Edges(data);
        owner = edge.owner();
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void aForeignNameForThisServerIsNotAnswered() {
        assertThat(owner.get("/v1/snapshot", "Host", "evil.example").status()).isEqualTo(421);
        assertThat(owner.get("/v1/snapshot", "Host", "127.0.0.1").status()).isEqualTo(421);
        assertThat(owner.get("/healthz", "Host", "evil.example:" + edge.url().getPort()).status())
                .isEqualTo(421);
        assertThat(owner.get("/v1/snapshot", "Host", "localhost:" + edge.url().getPort()).status())
                .isEqualTo(200);
    }

    @Test
    void aForeignSitesPageIsRefused() {
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
    void whatAFormCanSendIsNotTaken() {
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
    void aTokenCountsInItsHeaderAlone() {
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
            // The client lost its patience first.
            return false;
        } catch (IOException e) {
            return true;
        }
    }

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
    void noFolderOfTheHostIsBuiltOnAWordFromOutside() {
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
    void tooMuchIsTurnedAwayBeforeItIsRead() throws IOException {
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
    void brokenRequestsAreAnsweredAsProblemsAndWithoutATrace() throws IOException {
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
    void manySlowSendersHoldUpNobody() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket("127.0.0.1", edge.url().getPort());
                slow.add(socket);
                socket.getOutputStream()
                        .write(
                                "POST /v1/tokens HTTP/1.1\r\nHost: "
                                        .getBytes(StandardCharsets.UTF_8));
            }
            assertThat(owner.get("/v1/pods").status()).isEqualTo(200);
            assertThat(owner.get("/v1/snapshot").status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void whoDoesNotSayInTimeWhatItWantsIsSentAway() throws IOException, InterruptedException {
        try (Socket silent = new Socket("127.0.0.1", edge.url().getPort());
                Socket slow = new Socket("127.0.0.1", edge.url().getPort());
                Response stream = owner.open("/v1/stream")) {
            slow.getOutputStream().write(utf8("GET /healthz HTTP/1.1\r\n"));
            int lines = 0;
            while (!hasHungUp(slow, 200)) {
                // a line of the header now and then, which would keep it open for ever
                speak(slow, "X-Line-%d: x\r\n".formatted(lines));
                lines++;
                assertThat(lines).isLessThan(200);
            }

            assertThat(lines).isGreaterThan(2);
            assertThat(hasHungUp(silent, 10_000)).isTrue();
            // whoever has said what it wants may go on for as long as it likes
            assertThat(stream.body().source().readUtf8Line()).isNotNull();
            assertThat(owner.get("/v1/pods").status()).isEqualTo(200);
        }
    }

    /// Looks for a while whether the other side has ended the connection.
    private static boolean hasHungUp(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private static void speak(Socket socket, String line) {
        try {
            socket.getOutputStream().write(utf8(line));
        } catch (IOException e) {
            // It has been hung up on meanwhile, which the next look shows.
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void manyConnectionsFromOneAddressKeepNobodyElseOut() throws IOException {
        List<Socket> crowd = new ArrayList<>();
        int port = edge.url().getPort();
        try {
            for (int i = 0; i < DeadlineConnector.MOST_FROM_ONE; i++) {
                crowd.add(new Socket(SERVER, port, ANOTHER, 0));
            }
            assertThat(answers(crowd.getLast())).isTrue();
            Socket oneTooMany = new Socket(SERVER, port, ANOTHER, 0);
            crowd.add(oneTooMany);

            assertThat(hasHungUp(oneTooMany, 5_000)).isTrue();
            assertThat(owner.as(owner.token()).get("/v1/pods").status()).isEqualTo(200);
            // when one of them goes, there is room for another
            crowd.getFirst().close();
            Awaiting.until("room again", () -> answersFrom(ANOTHER));
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    private boolean answersFrom(InetAddress address) {
        try (Socket socket = new Socket(SERVER, edge.url().getPort(), address, 0)) {
            return answers(socket);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean answers(Socket socket) throws IOException {
        socket.setSoTimeout(5_000);
        String host = "127.0.0.1:" + edge.url().getPort();
        socket.getOutputStream()
                .write(utf8("GET /healthz HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host)));
        return socket.getInputStream().read() == 'H';
    }

    @Test
    void nobodyElseIsLetInWithoutTlsAndTheEndpointFileIsTheUsersAlone() throws IOException {
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

    @Test
    void aRouteThatDoesNotSayWhoMayUseItIsRefusedWhenItIsDeclared() {
        assertThatThrownBy(
                        () ->
                                Route.get("/v1/secret", "secret", "A secret")
                                        .to(request -> ApiResponse.empty(200)))
                .hasMessageContaining("/v1/secret must say who may use it");
    }

    @Test
    void twoRoutesOfOneMethodAndPathKeepTheServerFromStarting() {
        Route one =
                Route.get("/v1/twice", "one", "One").open().to(request -> ApiResponse.empty(200));
        Route other =
                Route.get("/v1/twice", "other", "Other")
                        .open()
                        .to(request -> ApiResponse.empty(200));

        assertThatThrownBy(() -> new RouteTable(List.of(one, other)))
                .hasMessageContaining("GET /v1/twice is declared twice");
    }

    @Test
    void afterTenThousandRequestsOfAnyKindTheServerIsWell() {
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

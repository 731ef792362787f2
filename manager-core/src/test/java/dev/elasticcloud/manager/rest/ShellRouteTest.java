package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.record.AuditEntry;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.record.ShellEnd;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.ShellScreen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Shells over the API: who may open one, what is recorded, and when it ends.
class ShellRouteTest extends EdgePerTest {

    private static final String PATH = "/v1/nodes/light-1/shell";
    private static final NodeName NODE = NodeName.of("light-1");
    private static final String[] UPGRADE = {
        "Connection", "Upgrade",
        "Upgrade", "websocket",
        "Sec-WebSocket-Version", "13",
        "Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="
    };

    /// A connection of its own, so that ending it is losing the client.
    private RemoteCloud connect() {
        return Managers.connect(edge.url(), owner.token());
    }

    private void twoNodes() {
        owner.send("PATCH", "/v1/pods/light", "{\"elasticity\":{\"enabled\":false}}");
        owner.post("/v1/cloud/init?wait=20s", "{\"pods\":{\"light\":2}}");
    }

    /// The entries about shells in `light-1`, oldest first.
    private List<AuditEntry> audited() {
        try (RemoteCloud remote = connect()) {
            return remote.audit(Long.MAX_VALUE, 100).stream()
                    .filter(entry -> entry.what().equals("GET " + PATH))
                    .toList()
                    .reversed();
        }
    }

    @Test
    void whoOpenedAShellAndHowItEndedIsRecordedAndNothingThatWasTyped() {
        twoNodes();
        ShellScreen screen = new ShellScreen();
        try (RemoteCloud remote = connect();
                ShellSession shell = remote.openShell(NODE, TerminalSize.USUAL, screen)) {
            shell.write(ShellScreen.line("echo top-secret"));
            screen.await("\ntop-secret");
            shell.write(ShellScreen.line("exit 3"));
            assertThat(Awaiting.result(shell.ended())).isEqualTo(ShellEnd.exited(3));
        }

        Awaiting.until("its end is recorded", () -> audited().size() == 2);
        assertThat(audited())
                .extracting(AuditEntry::after)
                .containsExactly("a shell is open", "ended: It exited with code 3");
        assertThat(audited()).allMatch(entry -> entry.from().equals("127.0.0.1"));
        assertThat(audited()).noneMatch(entry -> entry.who().isEmpty());
        List<String> events =
                edge.cloud().events(EventQuery.latest(50)).stream()
                        .map(CloudEvent::message)
                        .toList();
        assertThat(events)
                .contains(
                        "A shell was opened in light-1",
                        "The shell in light-1 ended: It exited with code 3");
        assertThat(events + audited().toString()).doesNotContain("top-secret");
    }

    @Test
    void onlyOwnersOpenShells() {
        twoNodes();
        for (String role : List.of("viewer", "user")) {
            Client.Reply reply = edge.with(role).get(PATH, UPGRADE);
            assertThat(reply.status()).as(role).isEqualTo(403);
            assertThat(reply.text()).contains("needs the role owner");
        }
        assertThat(owner.as("").get(PATH, UPGRADE).status()).isEqualTo(401);
        assertThat(audited()).isEmpty();
    }

    @Test
    void wrongRequestsAreProblemsAndOpenNothing() {
        twoNodes();
        Client.Reply plain = owner.get(PATH);
        assertThat(plain.status()).isEqualTo(426);
        assertThat(plain.header("Upgrade")).isEqualTo("websocket");
        assertThat(plain.json().path("hint").asText()).contains("cloud node shell");
        assertThat(owner.get(PATH + "?columns=0", UPGRADE).status()).isEqualTo(400);
        assertThat(owner.get(PATH + "?width=80", UPGRADE).status()).isEqualTo(400);
        assertThat(owner.get("/v1/nodes/none/shell", UPGRADE).status()).isEqualTo(404);
        assertThat(owner.post(PATH, null).status()).isEqualTo(405);
        owner.post("/v1/pods/light/nodes/light-1/pause?wait=20s", null);
        Client.Reply frozen = owner.get(PATH, UPGRADE);
        assertThat(frozen.status()).isEqualTo(409);
        assertThat(frozen.text()).contains("resume it first");
        assertThat(audited()).isEmpty();
    }

    @Test
    void aShellTooManyIsRefusedUntilAnotherEnds() {
        twoNodes();
        List<ShellSession> open = new ArrayList<>();
        try (RemoteCloud remote = connect()) {
            for (int i = 0; i < 8; i++) {
                open.add(remote.openShell(NODE, TerminalSize.USUAL, bytes -> {}));
            }
            assertThatThrownBy(() -> remote.openShell(NODE, TerminalSize.USUAL, bytes -> {}))
                    .isInstanceOfSatisfying(
                            CloudException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.EXHAUSTED))
                    .hasMessageContaining("close one first");
            open.getFirst().close();
            Awaiting.until("its end is recorded", () -> audited().size() == 9);

            open.add(remote.openShell(NODE, TerminalSize.USUAL, bytes -> {}));
        }
        Awaiting.until("all have ended with their client", () -> audited().size() == 18);
    }

    @Test
    void aShellEndsWhenItsClientIsLost() {
        twoNodes();
        try (RawSocket raw = new RawSocket()) {
            raw.opened.join();
            raw.socket.cancel();
            Awaiting.until("its end is recorded", () -> audited().size() == 2);
        }
        assertThat(audited().getLast().after()).isEqualTo("ended: Its client has gone");
    }

    @Test
    void aMessageThatCannotBeReadEndsTheConnectionAndTheShell() {
        twoNodes();
        for (String broken : List.of("{\"columns\":0,\"rows\":1}", "{", "{\"columns\":9}")) {
            try (RawSocket raw = new RawSocket()) {
                raw.opened.join().send(broken);
                assertThat(Awaiting.result(raw.closed)).as(broken).isEqualTo(1008);
            }
        }
        Awaiting.until("all ends are recorded", () -> audited().size() == 6);
        assertThat(audited())
                .filteredOn(entry -> entry.after().startsWith("ended: "))
                .noneMatch(entry -> entry.after().equals("ended: It was closed"));
    }

    @Test
    void aMessageOfMoreThan64KibEndsTheConnectionAndTheShell() {
        twoNodes();
        try (RawSocket raw = new RawSocket()) {
            raw.opened.join().send(ByteString.of(new byte[64 * 1024 + 1]));
            assertThat(Awaiting.result(raw.closed)).isEqualTo(1009);
        }
        Awaiting.until("its end is recorded", () -> audited().size() == 2);
        assertThat(audited().getLast().after()).isNotEqualTo("ended: It was closed");
    }

    @Test
    void aRevokedTokenLosesItsShell() {
        twoNodes();
        try (RemoteCloud remote = connect()) {
            Tokens.Issued issued = remote.tokens().create("a guest", Role.OWNER);
            try (RemoteCloud guest = Managers.connect(edge.url(), issued.secret());
                    ShellSession shell = guest.openShell(NODE, TerminalSize.USUAL, bytes -> {})) {
                remote.tokens().revoke(issued.token().id());

                assertThat(Awaiting.result(shell.ended()).reason()).contains("revoked");
            }
        }
        Awaiting.until("its end is recorded", () -> audited().size() == 2);
        assertThat(audited().getLast().after()).isEqualTo("ended: The token was revoked");
    }

    @Test
    void aShellEndsWithItsNode() {
        twoNodes();
        try (RemoteCloud remote = connect();
                ShellSession shell = remote.openShell(NODE, TerminalSize.USUAL, bytes -> {})) {
            owner.send("DELETE", "/v1/pods/light/nodes/light-1", null);

            assertThat(Awaiting.result(shell.ended()).reason()).contains("light-1 has ended");
        }
    }

    /// A WebSocket without anything around it.
    private final class RawSocket extends WebSocketListener implements AutoCloseable {

        final OkHttpClient client = new OkHttpClient();
        final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        final WebSocket socket;

        RawSocket() {
            socket =
                    client.newWebSocket(
                            new Request.Builder()
                                    .url(edge.url() + PATH)
                                    .header("Authorization", "Bearer " + owner.token())
                                    .build(),
                            this);
        }

        @Override
        public void onOpen(WebSocket here, Response response) {
            opened.complete(here);
        }

        @Override
        public void onClosing(WebSocket here, int status, String reason) {
            here.close(1000, null);
            closed.complete(status);
        }

        @Override
        public void onFailure(WebSocket here, Throwable failure, @Nullable Response response) {
            opened.completeExceptionally(failure);
            closed.completeExceptionally(failure);
        }

        @Override
        public void close() {
            socket.cancel();
            client.dispatcher().executorService().shutdown();
        }
    }
}

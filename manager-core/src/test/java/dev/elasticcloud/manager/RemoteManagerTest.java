package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.AuditEntry;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteManagerTest extends CloudManagerContract {

    @TempDir Path data;

    @SuppressWarnings("NullAway.Init") // set by reach, before each test
    private Serving serving;

    @Override
    CloudManager reach(HostedCloud hosted) {
        serving = Clouds.served(hosted, data);
        return Managers.connect(serving.url(), serving.firstToken().orElseThrow());
    }

    @AfterEach
    void stopServing() {
        serving.close();
    }

    private RemoteCloud remote() {
        return (RemoteCloud) cloud();
    }

    @Test
    void theEndpointFileLetsThisUsersProgramsConnect() {
        Endpoint endpoint = Managers.endpoint(data, "test").orElseThrow();
        try (RemoteCloud own = Managers.connect(endpoint)) {
            assertThat(own.link().role()).isEqualTo(Role.OWNER);
            assertThat(own.snapshot().pods()).isNotEmpty();
        }

        serving.close();

        assertThat(Managers.endpoint(data, "test")).isEmpty();
    }

    @Test
    void changesThroughTheEdgeAreInTheAuditLogNewestFirst() {
        cloud().submit(new Command.SetSlots(LIGHT, 6));
        cloud().submit(new Command.SetSlots(LIGHT, 7));

        List<AuditEntry> all = cloud().audit(Long.MAX_VALUE, 10);

        assertThat(all).extracting(AuditEntry::what).allMatch(what -> what.startsWith("POST "));
        assertThat(all.getFirst().after()).contains("7");
        assertThat(cloud().audit(all.getFirst().id(), 10)).isEqualTo(all.subList(1, all.size()));
    }

    @Test
    void aLostConnectionIsShownAndRefusesChanges() {
        int port = serving.url().getPort();
        String token = remote().tokens().create("here to stay", Role.OWNER).secret();
        assertThat(token).isNotEmpty();
        assertThat(remote().link().connected()).isTrue();

        serving.close();
        cloud().await(s -> !s.engine().reachable(), SOON);
        assertThat(remote().link().connected()).isFalse();
        assertThat(remote().link().detail()).isNotEmpty();
        assertThat(cloud().snapshot().pods()).isNotEmpty();
        assertThatThrownBy(() -> cloud().submit(new Command.PausePod(LIGHT)))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));

        // Tokens end with their server, so the old one is no longer valid.
        serving = Managers.serve(hosted(), ServeConfig.loopback("test", data, false, port));
        assertThat(remote().link().connected()).isFalse();
    }

    @Test
    void whenTheServerReturnsSnapshotsAndSubscriptionsResume() throws InterruptedException {
        serving.close();
        serving = Managers.serve(hosted(), ServeConfig.loopback("test", data, true, 0));
        int port = serving.url().getPort();
        BlockingQueue<CloudSnapshot> told = new LinkedBlockingQueue<>();
        try (RemoteCloud steady =
                Managers.connect(serving.url(), serving.firstToken().orElseThrow())) {
            steady.subscribe(told::add);
            steady.submit(new Command.Initialise(Map.of(LIGHT, 1)));
            steady.await(s -> online(s) == 1, SOON);

            serving.close();
            steady.await(s -> !s.engine().reachable(), SOON);
            hosted().submit(new Command.SetBounds(LIGHT, 3, 5));
            hosted().await(
                            s ->
                                    online(s) == 3
                                            && hosted().decisions(LIGHT, 10).stream()
                                                    .anyMatch(d -> d.wanted() == 3),
                            SOON);
            assertThat(online(steady.snapshot())).isEqualTo(1);
            assertThat(steady.snapshot().engine().reachable()).isFalse();

            serving = Managers.serve(hosted(), ServeConfig.loopback("test", data, true, port));
            steady.await(s -> s.engine().reachable() && online(s) == 3, SOON);
            assertThat(steady.link().connected()).isTrue();
            assertThat(steady.link().detail()).isEmpty();
            assertThat(steady.decisions(LIGHT, 10)).anyMatch(d -> d.wanted() == 3);
            // the same subscription reported both the loss and the return
            awaitSnapshot(told, s -> !s.engine().reachable());
            awaitSnapshot(told, s -> s.engine().reachable() && online(s) == 3);
            steady.submit(new Command.SetSlots(LIGHT, 6));
            awaitSnapshot(told, s -> s.pod(LIGHT).orElseThrow().spec().slots() == 6);
        }
    }

    private static int online(CloudSnapshot snapshot) {
        return snapshot.pod(LIGHT).orElseThrow().online();
    }

    private static void awaitSnapshot(
            BlockingQueue<CloudSnapshot> told, Predicate<CloudSnapshot> wanted)
            throws InterruptedException {
        CloudSnapshot next = told.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        while (next != null && !wanted.test(next)) {
            next = told.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(next).isNotNull();
    }

    @Test
    void aViewerCanReadButNotChange() {
        String secret = remote().tokens().create("a caller", Role.VIEWER).secret();
        try (RemoteCloud caller = Managers.connect(serving.url(), secret)) {
            assertThat(caller.link().role()).isEqualTo(Role.VIEWER);
            assertThat(caller.snapshot().pods()).isNotEmpty();
            assertThatThrownBy(() -> caller.submit(new Command.PausePod(LIGHT)))
                    .isInstanceOfSatisfying(
                            CloudException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
                    .hasMessageContaining("needs the role owner");
        }
    }

    @Test
    void aRevokedTokenLosesItsStream() {
        var issued = remote().tokens().create("a guest", Role.USER);
        try (RemoteCloud guest = Managers.connect(serving.url(), issued.secret())) {
            guest.await(s -> s.engine().reachable(), SOON);

            remote().tokens().revoke(issued.token().id());

            guest.await(s -> !s.engine().reachable(), SOON);
        }
    }

    @Test
    void aFailedConnectionIsReportedAtOnceWithTheCure() {
        assertThatThrownBy(() -> Managers.connect(serving.url(), "ec_none_none"))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
                .hasMessageContaining("cloud token create");
        assertThatThrownBy(() -> Managers.connect(URI.create("http://127.0.0.1:1"), "x"))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContaining("127.0.0.1:1");
        assertThatThrownBy(() -> Managers.connect(URI.create("ftp://x"), "x"))
                .hasMessageContaining("use one such as http://127.0.0.1:8080");
    }
}

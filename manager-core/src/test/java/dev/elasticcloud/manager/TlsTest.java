package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.contract.ManagerUnderTest;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A manager behind TLS, reached by clients that trust it and by others.
class TlsTest {

    private static final PodName LIGHT = PodName.of("light");

    @TempDir Path data;
    private HostedCloud cloud;
    private Authority authority;
    private Serving serving;

    @BeforeEach
    void serve() {
        cloud = Clouds.simulated();
        authority = new Authority(data, "ours");
        serving = Managers.serve(cloud, everywhere(authority.issue("127.0.0.1")));
    }

    @AfterEach
    void stop() {
        serving.close();
        cloud.close();
    }

    private ServeConfig everywhere(Authority.Issued keys) {
        return new ServeConfig(
                "test", data, false, "0.0.0.0", 0, keys.certificate(), keys.key(), List.of());
    }

    private RemoteCloud connect(URI url, String certificates) {
        return Managers.connect(
                new Endpoint(url, serving.firstToken().orElseThrow(), certificates));
    }

    @Test
    void aClientThatTrustsTheAuthorityFollowsAndChangesTheCloud() {
        assertThat(serving.url().getScheme()).isEqualTo("https");
        try (RemoteCloud remote = connect(serving.url(), authority.certificateText())) {
            remote.submit(new Command.Initialise(Map.of(LIGHT, 1)));

            remote.await(s -> s.pod(LIGHT).orElseThrow().online() == 1, ManagerUnderTest.SOON);
            assertThat(remote.link().connected()).isTrue();
        }
    }

    @Test
    void thisUsersOwnProgramsTrustTheCertificateInTheEndpointFile() {
        try (RemoteCloud own = Managers.connect(Managers.endpoint(data, "test").orElseThrow())) {
            assertThat(own.snapshot().pods()).containsKey(LIGHT);
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRejected() {
        String other = new Authority(data, "another").certificateText();

        assertRefused(() -> connect(serving.url(), other), "not trusted here", "--certificate");
        assertRefused(() -> connect(serving.url(), ""), "not trusted here", "--certificate");
        assertThatThrownBy(() -> connect(serving.url(), "-----BEGIN NOTHING-----"))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID))
                .hasMessageContaining("PEM");
    }

    @Test
    void aCertificateForAnotherAddressIsRejected() {
        serving.close();
        serving = Managers.serve(cloud, everywhere(authority.issue("10.1.2.3")));

        assertRefused(
                () -> connect(serving.url(), authority.certificateText()),
                "is not valid for the name 127.0.0.1");
    }

    @Test
    void aTlsServerDoesNotAnswerPlainHttp() throws Exception {
        URI plain = URI.create("http://127.0.0.1:" + serving.url().getPort());

        assertRefused(() -> connect(plain, ""), "https://");
        try (Socket socket = new Socket("127.0.0.1", plain.getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                    .doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void anHttpsAddressOfAPlainServerIsRefusedWithTheCure() {
        serving.close();
        serving = Clouds.served(cloud, data);
        URI secure = URI.create("https://127.0.0.1:" + serving.url().getPort());

        assertRefused(() -> connect(secure, authority.certificateText()), "http://");
    }

    @Test
    void aServerDoesNotStartWithTheKeyOfAnotherCertificate() throws Exception {
        Authority.Issued one = authority.issue("127.0.0.1");
        Path notAKey = Files.writeString(data.resolve("not-a-key"), "nothing");

        assertThatThrownBy(
                        () ->
                                Managers.serve(
                                        cloud,
                                        everywhere(
                                                new Authority.Issued(one.certificate(), notAKey))))
                .hasMessageContaining("no private key")
                .hasMessageContaining("openssl");
        Authority.Issued two = authority.issue("127.0.0.1");
        assertThatThrownBy(
                        () ->
                                Managers.serve(
                                        cloud,
                                        everywhere(
                                                new Authority.Issued(
                                                        one.certificate(), two.key()))))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("do not belong together");
    }

    private static void assertRefused(ThrowingCallable connecting, String... words) {
        assertThatThrownBy(connecting)
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContainingAll(words);
    }
}

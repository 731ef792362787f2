package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.rest.http.CertificateWatch;
import dev.elasticcloud.manager.rest.http.ServerTls;
import dev.elasticcloud.manager.spi.Awaiting;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewedCertificateTest {

    @TempDir Path data;

    private HostedCloud cloud;
    private Authority authority;
    private Path certificate;
    private Path key;
    private Serving serving;

    @BeforeEach
    void serve() throws IOException {
        cloud = Clouds.simulated();
        authority = new Authority(data, "ours");
        certificate = data.resolve("current.pem");
        key = data.resolve("current.key");
        use(authority.issue("127.0.0.1"));
        serving =
                Managers.serve(
                        cloud,
                        new ServeConfig(
                                "test", data, false, "127.0.0.1", 0, certificate, key, List.of()));
    }

    @AfterEach
    void stop() {
        serving.close();
        cloud.close();
    }

    private void use(Authority.Issued issued) throws IOException {
        Files.copy(issued.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(issued.key(), key, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aRenewedCertificateIsShownWithoutARestart() throws Exception {
        String before = shown();
        use(authority.issue("127.0.0.1"));

        Awaiting.until("the new certificate", () -> !shown().equals(before));
        Awaiting.until(
                "this user's programs to trust it",
                () ->
                        new EndpointFile(data, "test")
                                .read()
                                .orElseThrow()
                                .certificate()
                                .equals(text(certificate)));
        assertThat(new EndpointFile(data, "test").read().map(Managers::ask))
                .hasValueSatisfying(
                        remote -> {
                            assertThat(remote.snapshot().cloud()).isEqualTo("test");
                            remote.close();
                        });
    }

    @Test
    void halfOfARenewalChangesNothingUntilTheOtherHalfIsThere() throws Exception {
        String before = shown();
        Authority.Issued next = authority.issue("127.0.0.1");
        Files.writeString(certificate, "half of a certifi");
        assertThat(shown()).isEqualTo(before);
        use(next);

        Awaiting.until("the new certificate", () -> !shown().equals(before));
    }

    @Test
    void aRenewalThatFailsForAnotherReasonThanTheFilesIsTriedAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        CountDownLatch renewed = new CountDownLatch(1);
        try (CertificateWatch watch =
                new CertificateWatch(
                        certificate,
                        key,
                        tls -> {
                            if (tries.incrementAndGet() == 1) {
                                throw new IllegalStateException("the server is not ready");
                            }
                            renewed.countDown();
                        })) {
            assertThat(watch).isNotNull();
            use(authority.issue("127.0.0.1"));

            assertThat(renewed.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(tries).hasValue(2);
    }

    @Test
    void closingWaitsForARenewalThatHasBegun() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CertificateWatch watch =
                new CertificateWatch(
                        certificate,
                        key,
                        tls -> {
                            begun.countDown();
                            awaitUninterruptibly(goOn);
                            order.add("renewed");
                        });
        use(authority.issue("127.0.0.1"));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        Thread closing =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    watch.close();
                                    order.add("closed");
                                });
        Awaiting.until(
                "closing to wait, or to be done",
                () ->
                        closing.getState() == Thread.State.BLOCKED
                                || closing.getState() == Thread.State.TERMINATED);
        goOn.countDown();
        closing.join();

        assertThat(order).containsExactly("renewed", "closed");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The serial number of the certificate that a new connection is shown.
    private String shown() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAll()}, null);
            try (Socket socket =
                    context.getSocketFactory().createSocket("127.0.0.1", serving.url().getPort())) {
                SSLSocket secure = (SSLSocket) socket;
                secure.startHandshake();
                return ((X509Certificate) secure.getSession().getPeerCertificates()[0])
                        .getSerialNumber()
                        .toString();
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("No certificate was shown", e);
        }
    }

    @Test
    void keysAreTakenInEveryFormThatOpensslWrites() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        Authority.Issued issued = authority.issue("127.0.0.1", pair);
        // as 'openssl ecparam -genkey' writes it: the curve first, and then the key
        String parameters =
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        Path own = Files.writeString(data.resolve("own.key"), parameters + pem(pair.getPrivate()));
        assertThat(Files.readString(own)).contains("BEGIN EC PRIVATE KEY");

        assertThat(ServerTls.read(issued.certificate(), own).key()).isEqualTo(pair.getPrivate());

        generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair rsa = generator.generateKeyPair();
        Authority.Issued other = authority.issue("127.0.0.1", rsa);
        Path pkcs1 = Files.writeString(data.resolve("rsa.key"), pem(rsa.getPrivate()));
        assertThat(Files.readString(pkcs1)).contains("BEGIN RSA PRIVATE KEY");
        assertThat(ServerTls.read(other.certificate(), pkcs1).key()).isEqualTo(rsa.getPrivate());
    }

    @Test
    void anEncryptedKeyIsRefusedWithWhatToDo() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair rsa = generator.generateKeyPair();
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(
                    rsa.getPrivate(),
                    new JcePEMEncryptorBuilder("AES-128-CBC")
                            .setProvider(new BouncyCastleProvider())
                            .build("x".toCharArray()));
        }
        Path encrypted = Files.writeString(data.resolve("encrypted.key"), text.toString());
        Authority.Issued issued = authority.issue("127.0.0.1", rsa);

        assertThatThrownBy(() -> ServerTls.read(issued.certificate(), encrypted))
                .hasMessageContaining("encrypted")
                .hasMessageContaining("openssl pkey");
    }

    private static String pem(PrivateKey key) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(key);
        }
        return text.toString();
    }

    /// This test looks at certificates and sends nothing.
    private static final class TrustsAll extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

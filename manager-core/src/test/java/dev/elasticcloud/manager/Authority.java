package dev.elasticcloud.manager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/// A certificate authority for tests, with keys that are made for one test.
final class Authority {

    private final Path folder;
    private final X500Principal name;
    private final KeyPair keys = keys();
    private final Path certificate;
    private int issued;

    /// @param folder where the files are written
    Authority(Path folder, String name) {
        this.folder = folder;
        this.name = new X500Principal("CN=" + name);
        this.certificate = write(name + ".pem", "CERTIFICATE", issue(this.name, keys, null));
    }

    /// A certificate and its key, in PEM.
    record Issued(Path certificate, Path key) {}

    /// The authority's own certificate.
    Path certificate() {
        return certificate;
    }

    String certificateText() {
        try {
            return Files.readString(certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A certificate for a server at an address such as `127.0.0.1`.
    Issued issue(String address) {
        return issue(address, keys());
    }

    Issued issue(String address, KeyPair own) {
        String file = address + "-" + issued++;
        byte[] signed =
                issue(
                        new X500Principal("CN=manager"),
                        own,
                        new GeneralName(GeneralName.iPAddress, address));
        return new Issued(
                write(file + ".pem", "CERTIFICATE", signed),
                write(file + ".key", "PRIVATE KEY", own.getPrivate().getEncoded()));
    }

    /// @param address null for the authority itself
    private byte[] issue(X500Principal subject, KeyPair owner, @Nullable GeneralName address) {
        try {
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(64, new SecureRandom()),
                            Date.from(now.minus(Duration.ofMinutes(5))),
                            Date.from(now.plus(Duration.ofHours(1))),
                            subject,
                            owner.getPublic());
            if (address == null) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            } else {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(address));
            }
            X509Certificate signed =
                    new JcaX509CertificateConverter()
                            .getCertificate(
                                    builder.build(
                                            new JcaContentSignerBuilder("SHA256withECDSA")
                                                    .build(keys.getPrivate())));
            return signed.getEncoded();
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("No certificate for " + subject, e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK makes such keys", e);
        }
    }

    private Path write(String file, String what, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        try {
            return Files.writeString(
                    folder.resolve(file),
                    "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

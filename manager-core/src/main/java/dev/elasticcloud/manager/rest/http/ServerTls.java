package dev.elasticcloud.manager.rest.http;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// A server's certificate and private key.
///
/// @param certificates the certificate with its chain, in PEM
public record ServerTls(String certificates, PrivateKey key) {

    private static final char[] NO_PASSWORD = new char[0];

    /// Reads both from PEM files; the key must not be encrypted.
    public static ServerTls read(Path certificateFile, Path keyFile) {
        try {
            String certificates = Files.readString(certificateFile);
            if (parsed(certificates).length == 0) {
                throw new GeneralSecurityException("there is no certificate in it");
            }
            Certificate own = parsed(certificates)[0];
            PrivateKey key = key(Files.readString(keyFile), own);
            requireMatch(own, key);
            return new ServerTls(certificates, key);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "%s and %s are not a certificate and its key in PEM: %s. 'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes' makes such a pair"
                            .formatted(certificateFile, keyFile, e.getMessage()),
                    e);
        }
    }

    private static Certificate[] parsed(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .toArray(Certificate[]::new);
    }

    private static PrivateKey key(String pem, Certificate certificate)
            throws GeneralSecurityException {
        String begin = "-----BEGIN PRIVATE KEY-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END PRIVATE KEY-----");
        if (from < 0 || to < from) {
            throw new GeneralSecurityException(
                    "the key must be in PKCS #8 (BEGIN PRIVATE KEY), not encrypted");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
        String algorithm = ((X509Certificate) certificate).getPublicKey().getAlgorithm();
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    }

    /// Signs with the key and verifies with the certificate: if they do not match, no client could
    /// connect.
    private static void requireMatch(Certificate certificate, PrivateKey key)
            throws GeneralSecurityException {
        byte[] text = certificate.getEncoded();
        Signature signature =
                Signature.getInstance(
                        switch (key.getAlgorithm()) {
                            case "RSA" -> "SHA256withRSA";
                            case "EC" -> "SHA256withECDSA";
                            default -> key.getAlgorithm();
                        });
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update(text);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("they do not belong together");
        }
    }

    public SslContextFactory.Server factory() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("server", key, NO_PASSWORD, parsed(certificates));
            SslContextFactory.Server factory = new SslContextFactory.Server();
            factory.setKeyStore(store);
            factory.setKeyStorePassword("");
            factory.setKeyManagerPassword("");
            factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
            factory.setSniRequired(false);
            return factory;
        } catch (IOException | GeneralSecurityException e) {
            throw new CloudException(
                    ErrorCode.INVALID, "The certificate and its key cannot be used: " + e, e);
        }
    }

    /// Leaves the key out: it belongs in no message.
    @Override
    public String toString() {
        return "a certificate and its key";
    }
}

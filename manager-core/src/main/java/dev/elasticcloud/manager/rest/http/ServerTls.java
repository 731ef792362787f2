package dev.elasticcloud.manager.rest.http;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server's certificate and private key.
///
/// @param certificates the certificate with its chain, in PEM
public record ServerTls(String certificates, PrivateKey key) {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
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

    /// The first private key of a file, in any of the forms that OpenSSL writes: PKCS #8, or those of
    /// its own for RSA and EC keys, which may come after their parameters.
    private static PrivateKey key(String pem, Certificate own)
            throws IOException, GeneralSecurityException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                switch (part) {
                    case PrivateKeyInfo key -> {
                        return converter.getPrivateKey(key);
                    }
                    case PEMKeyPair pair -> {
                        return converter.getPrivateKey(complete(pair.getPrivateKeyInfo(), own));
                    }
                    case PEMEncryptedKeyPair ignored -> throw encrypted();
                    case PKCS8EncryptedPrivateKeyInfo ignored -> throw encrypted();
                    case Object other -> LOG.debug("{} is no key", other.getClass());
                }
            }
        } catch (PEMException e) {
            throw new GeneralSecurityException("the key is damaged: " + e.getMessage(), e);
        }
        throw new GeneralSecurityException("there is no private key in the second file");
    }

    /// An EC key may leave its curve to the block before it; its certificate names the same one.
    private static PrivateKeyInfo complete(PrivateKeyInfo key, Certificate own) throws IOException {
        return key.getPrivateKeyAlgorithm().getParameters() == null
                ? new PrivateKeyInfo(
                        SubjectPublicKeyInfo.getInstance(own.getPublicKey().getEncoded())
                                .getAlgorithm(),
                        key.parsePrivateKey())
                : key;
    }

    private static GeneralSecurityException encrypted() {
        return new GeneralSecurityException(
                "the key is encrypted, and nobody is there to type its password: 'openssl pkey' writes one without");
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
        SslContextFactory.Server factory = new SslContextFactory.Server();
        give(factory);
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setSniRequired(false);
        return factory;
    }

    /// Has a factory in use go on with this pair; connections that are open stay as they are.
    public void renew(SslContextFactory.Server factory) {
        try {
            factory.reload(ignored -> give(factory));
        } catch (Exception e) {
            throw new CloudException(
                    ErrorCode.INVALID, "The certificate and its key cannot be used: " + e, e);
        }
    }

    private void give(SslContextFactory.Server factory) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("server", key, NO_PASSWORD, parsed(certificates));
            factory.setKeyStore(store);
            factory.setKeyStorePassword("");
            factory.setKeyManagerPassword("");
        } catch (IOException | GeneralSecurityException e) {
            throw new CloudException(
                    ErrorCode.INVALID, "The certificate and its key cannot be used: " + e, e);
        }
    }

    /// Leaves out the key, which must not appear in any message.
    @Override
    public String toString() {
        return "a certificate and its key";
    }
}

package dev.elasticcloud.manager.remote;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/// Which certificates a client trusts.
final class ServerTrust {

    private ServerTrust() {}

    /// Trusts only the given certificates in PEM; keeps the system's when none are given.
    static void only(String certificates, OkHttpClient.Builder builder) {
        if (certificates.isBlank()) {
            return;
        }
        try {
            X509TrustManager trust = trust(certificates);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            builder.sslSocketFactory(context.getSocketFactory(), trust);
        } catch (IOException | GeneralSecurityException e) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "The manager's certificate is not readable as PEM: " + e.getMessage(),
                    e);
        }
    }

    private static X509TrustManager trust(String certificates)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        byte[] pem = certificates.getBytes(StandardCharsets.US_ASCII);
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(pem))) {
            store.setCertificateEntry("manager-" + number, certificate);
            number++;
        }
        if (number == 0) {
            throw new GeneralSecurityException("there is no certificate in it");
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }
}

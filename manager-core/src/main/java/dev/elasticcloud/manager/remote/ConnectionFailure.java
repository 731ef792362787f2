package dev.elasticcloud.manager.remote;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;

/// Explains why a manager did not answer, and what to do.
final class ConnectionFailure {

    private ConnectionFailure() {}

    static CloudException of(HttpUrl manager, IOException e) {
        if (e instanceof InterruptedIOException && "timeout".equals(e.getMessage())) {
            return new CloudException(
                    ErrorCode.TIMEOUT,
                    "The manager at %s did not answer in time".formatted(manager),
                    e);
        }
        return new CloudException(ErrorCode.UNAVAILABLE, reason(manager, e), e);
    }

    private static String reason(HttpUrl manager, IOException e) {
        if (e instanceof SSLPeerUnverifiedException) {
            return "The certificate of the manager at %s is not valid for the name %s: use a name that it is valid for, or create a certificate for this name"
                    .formatted(manager, manager.host());
        }
        if (e instanceof SSLException && isAboutTrust(e)) {
            return "The certificate of the manager at %s is not trusted here (%s): give it, or its authority's, with --certificate FILE"
                    .formatted(manager, root(e).getMessage());
        }
        if (e instanceof SSLException) {
            return "The TLS connection to the manager at %s failed (%s): if the manager serves without TLS, use http://"
                    .formatted(manager, e.getMessage());
        }
        boolean hungUp = String.valueOf(e.getMessage()).startsWith("unexpected end of stream");
        return "The manager at %s does not answer: %s"
                .formatted(
                        manager,
                        hungUp && !manager.isHttps()
                                ? "it closed the connection. If it serves with TLS, use"
                                        + " https://"
                                : e.getMessage() + ". Is it running, and is this its address?");
    }

    private static boolean isAboutTrust(Throwable e) {
        return root(e) instanceof GeneralSecurityException;
    }

    private static Throwable root(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : root(cause);
    }
}

package dev.elasticcloud.manager.rest.http;

import dev.elasticcloud.manager.api.CloudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a certificate and its key again when their files change, as they do each time the
/// certificate is renewed. While the new files do not fit together the old ones stay in use.
public final class CertificateWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    /// A look costs two calls of the file system; renewals are replaced weeks before they must be.
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Path certificate;
    private final Path key;
    private final Consumer<ServerTls> renewed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private String seen;
    private String complained = "";
    private boolean ended;

    /// @param renewed receives each new pair
    public CertificateWatch(Path certificate, Path key, Consumer<ServerTls> renewed) {
        this.certificate = certificate;
        this.key = key;
        this.renewed = renewed;
        this.seen = state();
        Thread.ofVirtual().name("certificate-watch").start(this::run);
    }

    private void run() {
        try {
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Tries again until it succeeds; tells of one state of the files once why it does not.
    private synchronized void look() {
        String now = state();
        if (ended || now.equals(seen)) {
            return;
        }
        try {
            renewed.accept(ServerTls.read(certificate, key));
            seen = now;
            LOG.info("The certificate in {} is in use now", certificate);
        } catch (RuntimeException e) {
            complain(now, e);
        }
    }

    private void complain(String now, RuntimeException e) {
        if (now.equals(complained)) {
            return;
        }
        complained = now;
        switch (e) {
            case CloudException known ->
                    LOG.warn(
                            "The certificate is not renewed, the one before stays in use: {}",
                            known.text());
            case RuntimeException unknown ->
                    LOG.warn(
                            "The certificate is not renewed, the one before stays in use", unknown);
        }
    }

    private String state() {
        return state(certificate) + " " + state(key);
    }

    /// Follows links, for many tools renew a certificate by changing one.
    private static String state(Path file) {
        try {
            BasicFileAttributes read = Files.readAttributes(file, BasicFileAttributes.class);
            return read.lastModifiedTime() + "/" + read.size() + "/" + read.fileKey();
        } catch (IOException e) {
            return "cannot be read";
        }
    }

    /// Waits for a renewal that has begun; none begins afterwards.
    @Override
    public synchronized void close() {
        ended = true;
        closed.countDown();
    }
}

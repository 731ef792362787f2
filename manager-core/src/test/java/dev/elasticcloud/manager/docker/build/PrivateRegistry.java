package dev.elasticcloud.manager.docker.build;

import com.github.dockerjava.api.model.AuthConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/// A registry on this machine with one image, which it gives to those who log in: with a name and a
/// password, or by a token that anyone gets, as Docker Hub has it.
final class PrivateRegistry implements AutoCloseable {

    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String REPOSITORY = "private/base";

    private final Server server;
    private final boolean byToken;
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final byte[] manifest;

    /// @param byToken whether it wants a token, which anyone gets
    PrivateRegistry(boolean byToken) throws Exception {
        this.byToken = byToken;
        byte[] layer = layer();
        byte[] config =
                text(
                        """
                        {"architecture":"amd64","os":"linux","config":{"Env":["PRIVATE=yes"]},
                         "rootfs":{"type":"layers","diff_ids":["%s"]},
                         "history":[{"created":"2026-01-01T00:00:00Z","created_by":"%s"}]}"""
                                .formatted(digest(layer), BuiltImages.fresh()));
        manifest =
                text(
                        """
                        {"schemaVersion":2,"mediaType":"%s",
                         "config":{"mediaType":"application/vnd.docker.container.image.v1+json",
                                   "size":%d,"digest":"%s"},
                         "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar",
                                    "size":%d,"digest":"%s"}]}"""
                                .formatted(
                                        MANIFEST,
                                        config.length,
                                        digest(config),
                                        layer.length,
                                        digest(layer)));
        blobs.put(digest(layer), layer);
        blobs.put(digest(config), config);
        server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.setHandler(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) {
                        answer(request, response, callback);
                        return true;
                    }
                });
        server.start();
    }

    private String address() {
        return "127.0.0.1:" + server.getURI().getPort();
    }

    String image() {
        return address() + "/" + REPOSITORY + ":1";
    }

    AuthConfig login() {
        return new AuthConfig()
                .withRegistryAddress(address())
                .withUsername("user")
                .withPassword("secret");
    }

    private void answer(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (path.equals("/token")) {
            answer(request, response, callback, "application/json", text("{\"token\":\"anyone\"}"));
        } else if (!allowed(request)) {
            response.setStatus(401);
            response.getHeaders()
                    .put(
                            "WWW-Authenticate",
                            byToken
                                    ? "Bearer realm=\"http://%s/token\",service=\"r\""
                                            .formatted(address())
                                    : "Basic realm=\"private\"");
            answer(request, response, callback, "application/json", text("{}"));
        } else if (path.startsWith("/v2/" + REPOSITORY + "/manifests/")) {
            response.getHeaders().put("Docker-Content-Digest", digest(manifest));
            answer(request, response, callback, MANIFEST, manifest);
        } else {
            byte[] blob = blobs.getOrDefault(path.replaceFirst(".*/", ""), text("{}"));
            answer(request, response, callback, "application/octet-stream", blob);
        }
    }

    private boolean allowed(Request request) {
        String wanted =
                byToken
                        ? "Bearer anyone"
                        : "Basic " + Base64.getEncoder().encodeToString(text("user:secret"));
        return wanted.equals(request.getHeaders().get("Authorization"));
    }

    private static void answer(
            Request request, Response response, Callback callback, String type, byte[] body) {
        response.getHeaders().put("Content-Type", type);
        response.getHeaders().put("Content-Length", body.length);
        boolean head = request.getMethod().equals("HEAD");
        response.write(true, ByteBuffer.wrap(head ? new byte[0] : body), callback);
    }

    private static byte[] layer() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("from-the-registry");
            entry.setSize(2);
            tar.putArchiveEntry(entry);
            tar.write(text("hi"));
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}

package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// Digests a request, so that two requests under one key can be compared even when the parameters
/// of the first were too long to keep.
final class RequestDigest {

    private RequestDigest() {}

    static String of(PodName pod, Map<String, String> parameters, JobOptions options) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, pod.value());
            add(digest, String.valueOf(options.timeout()));
            add(digest, String.valueOf(options.idempotent()));
            new TreeMap<>(parameters)
                    .forEach(
                            (name, value) -> {
                                add(digest, name);
                                add(digest, value);
                            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /// Ends each string with a byte that UTF-8 never contains, so that no two lists are alike.
    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0xff);
    }
}

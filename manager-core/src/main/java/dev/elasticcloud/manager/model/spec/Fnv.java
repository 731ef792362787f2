package dev.elasticcloud.manager.model.spec;

import java.nio.charset.StandardCharsets;

/// FNV-1a, a short stable fingerprint for labels; not for secrets.
final class Fnv {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fnv() {}

    static long hash64(String text) {
        long hash = OFFSET_BASIS;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * PRIME;
        }
        return hash;
    }
}

package dev.elasticcloud.manager.spi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The hashes of a chain of records: each is the SHA-256 of the previous hash, as 64 hexadecimal
/// digits, followed by the record.
public final class HashChain {

    /// What stands for the hash before the first record.
    public static final String START = "0".repeat(64);

    private HashChain() {}

    public static String next(String previous, byte[] record) {
        MessageDigest digest = sha256();
        digest.update(previous.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest.digest(record));
    }

    /// The SHA-256 of bytes, in hexadecimal digits.
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

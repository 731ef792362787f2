package dev.elasticcloud.manager.pods;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A short digest of a folder's content: it changes when any file in the folder does.
public final class FolderDigest {

    private static final int CHARACTERS = 12;

    private FolderDigest() {}

    /// SHA-256 over the sorted relative paths of all files, their executable bits, and their
    /// contents, without `__pycache__`; the first 12 hexadecimal digits.
    public static String of(Path folder) {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.filter(Files::isRegularFile)
                    .forEach(file -> files.put(relative(folder, file), file));
            MessageDigest digest = sha256();
            for (var file : files.entrySet()) {
                if (List.of(file.getKey().split("/", -1)).contains("__pycache__")) {
                    continue;
                }
                add(digest, file.getKey().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) (Files.isExecutable(file.getValue()) ? 1 : 0));
                add(digest, Files.readAllBytes(file.getValue()));
            }
            return shortened(digest);
        } catch (IOException | UncheckedIOException e) {
            throw new CloudException(
                    ErrorCode.INVALID, folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// One digest for several.
    static String combined(String... digests) {
        MessageDigest digest = sha256();
        for (String one : digests) {
            add(digest, one.getBytes(StandardCharsets.UTF_8));
        }
        return shortened(digest);
    }

    private static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /// Prefixes each part with its length, so that bytes cannot move unnoticed between parts.
    private static void add(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(part.length).array());
        digest.update(part);
    }

    private static String shortened(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, CHARACTERS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}

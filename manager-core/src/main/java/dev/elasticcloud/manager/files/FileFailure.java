package dev.elasticcloud.manager.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;

/// Why a file or folder of this machine could not be used: the one table from a cause to what the
/// user reads and can do. The first line that matches counts.
public enum FileFailure {
    NOT_TEXT(
            e -> e instanceof CharacterCodingException,
            "it is not text in UTF-8: save it in that encoding"),
    ACCESS_DENIED(
            e -> e instanceof AccessDeniedException || says(e, "permission denied"),
            "this user may not use it: see whose it is with 'ls -ld', and change its owner or its"
                    + " mode, or use another user"),
    MISSING(
            e -> e instanceof NoSuchFileException,
            "there is no such file or folder: see that the path is spelled right and that its disk is"
                    + " mounted"),
    NOT_A_FOLDER(
            e ->
                    e instanceof FileAlreadyExistsException
                            || e instanceof NotDirectoryException
                            || says(e, "not a directory"),
            "a file stands where a folder is expected: move it away, or name another folder"),
    A_FOLDER(
            e -> e instanceof DirectoryNotEmptyException || says(e, "is a directory"),
            "a folder stands where a file is expected: move it away, or name another file"),
    READ_ONLY(
            e -> says(e, "read-only file system"),
            "its disk can only be read: mount it for writing, or name a folder on another disk"),
    FULL(
            e -> says(e, "no space left", "quota exceeded", "not enough space"),
            "its disk, or this user's share of it, is full: make room, as 'docker system df' shows"
                    + " what Docker holds, or name a folder on another disk"),
    TOO_LONG(
            e -> says(e, "file name too long", "path too long"),
            "its name or its path is longer than the file system takes: name a shorter one"),
    TOO_MANY_OPEN(
            e -> says(e, "too many open files"),
            "this process has as many files open as it may: raise the limit, as with 'ulimit -n"
                    + " 4096'"),
    NO_LOCKS(
            e -> says(e, "no locks available", "operation not supported"),
            "its file system has no locks, as some network disks have none: name a folder on a local"
                    + " disk"),
    BROKEN_DISK(
            e -> says(e, "input/output error", "stale file handle"),
            "its disk does not answer as it should: see with 'dmesg' whether it is failing, or whether"
                    + " a network disk is away"),
    OTHER(e -> true, "");

    private final Predicate<IOException> matches;
    private final String cure;

    FileFailure(Predicate<IOException> matches, String cure) {
        this.matches = matches;
        this.cure = cure;
    }

    public static FileFailure of(IOException failure) {
        return Arrays.stream(values())
                .filter(line -> line.matches.test(failure))
                .findFirst()
                .orElse(OTHER);
    }

    /// One sentence: what could not be done with which file, why, and what to do.
    ///
    /// @param what such as `be written`
    public static String sentence(Path file, String what, IOException failure) {
        FileFailure line = of(failure);
        return "%s cannot %s: %s"
                .formatted(file, what, line == OTHER ? detail(failure) : line.cure);
    }

    private static String detail(IOException failure) {
        String reason =
                failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }

    private static boolean says(IOException e, String... words) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return Arrays.stream(words).anyMatch(message::contains);
    }
}

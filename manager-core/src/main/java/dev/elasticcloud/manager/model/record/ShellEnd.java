package dev.elasticcloud.manager.model.record;

import org.jspecify.annotations.Nullable;

/// How a shell in a node ended.
///
/// @param exitCode its exit code; absent when something else ended it
/// @param reason what ended it, as one sentence
public record ShellEnd(@Nullable Integer exitCode, String reason) {

    public static ShellEnd exited(int code) {
        return new ShellEnd(code, "It exited with code " + code);
    }

    /// Something else ended it, such as the removal of its node.
    public static ShellEnd cut(String reason) {
        return new ShellEnd(null, reason);
    }
}

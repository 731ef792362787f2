package dev.elasticcloud.console.cli.session;

import dev.elasticcloud.manager.api.ErrorCode;

/// The exit codes that do not come from an [ErrorCode], or that commands use by name.
public final class ExitCodes {

    /// The command did its work, but a job that it ran failed.
    public static final int JOB_FAILED = 1;

    /// The command line was invalid.
    public static final int USAGE = ErrorCode.INVALID.exitCode();

    private ExitCodes() {}
}

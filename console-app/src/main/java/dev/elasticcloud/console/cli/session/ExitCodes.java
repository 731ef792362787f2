package dev.elasticcloud.console.cli.session;

import dev.elasticcloud.manager.api.ErrorCode;

/// The exit codes that no [ErrorCode] has, or that commands name.
public final class ExitCodes {

    /// The command did its work, but a job that it ran failed.
    public static final int JOB_FAILED = 1;

    /// The command line was wrong.
    public static final int USAGE = ErrorCode.INVALID.exitCode();

    private ExitCodes() {}
}

/// The commands that run, list, show and cancel jobs. Uses the session, the input, the output and
/// the manager's api and model.
/// Start reading with [dev.elasticcloud.console.cli.command.job.JobCommands].
@NullMarked
package dev.elasticcloud.console.cli.command.job;

import org.jspecify.annotations.NullMarked;

/// The commands that read what happened: decisions, history, events, logs, and what would have
/// happened with other settings. Uses the session, the input, the output and the manager's model.
/// Start reading with [dev.elasticcloud.console.cli.command.record.HistoryCommands].
@NullMarked
package dev.elasticcloud.console.cli.command.record;

import org.jspecify.annotations.NullMarked;

/// The commands that read records: decisions, history, events and logs, and what-if replays. Uses
/// the session, the input, the output and the manager's model. Start reading with
/// [dev.elasticcloud.console.cli.command.record.HistoryCommands].
@NullMarked
package dev.elasticcloud.console.cli.command.record;

import org.jspecify.annotations.NullMarked;

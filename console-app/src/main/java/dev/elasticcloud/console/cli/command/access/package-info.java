/// The commands for access to clouds: tokens and saved clouds. Uses the session, the output and
/// the manager's api. Start reading with
/// [dev.elasticcloud.console.cli.command.access.ContextCommands].
@NullMarked
package dev.elasticcloud.console.cli.command.access;

import org.jspecify.annotations.NullMarked;

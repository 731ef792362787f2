/// The commands of `cloud`, one file for each noun. Uses the context, the output and the manager's
/// api and model.
/// Start reading with [dev.elasticcloud.console.cli.command.PodCommands].
@NullMarked
package dev.elasticcloud.console.cli.command;

import org.jspecify.annotations.NullMarked;

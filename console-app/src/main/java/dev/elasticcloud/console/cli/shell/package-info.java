/// The interactive shell, its completion, and the completion script for bash and zsh. Uses the
/// context and the output.
/// Start reading with [dev.elasticcloud.console.cli.shell.ShellCommand].
@NullMarked
package dev.elasticcloud.console.cli.shell;

import org.jspecify.annotations.NullMarked;

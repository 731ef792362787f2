/// The entry of the `cloud` command line: it parses a line, runs the command and turns failures
/// into messages and exit codes. Uses the packages below it.
/// Start reading with [dev.elasticcloud.console.cli.CloudCommand].
@NullMarked
package dev.elasticcloud.console.cli;

import org.jspecify.annotations.NullMarked;

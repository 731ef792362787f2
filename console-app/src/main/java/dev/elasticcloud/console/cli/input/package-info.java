/// Parses typed values: durations, shares, CPUs and memory. Uses the manager's api and model.
/// Start reading with [dev.elasticcloud.console.cli.input.ValueParser].
@NullMarked
package dev.elasticcloud.console.cli.input;

import org.jspecify.annotations.NullMarked;

/// Tables, colours and formats of the command line's output. Uses the manager's model. Start
/// reading with [dev.elasticcloud.console.cli.output.Table].
@NullMarked
package dev.elasticcloud.console.cli.output;

import org.jspecify.annotations.NullMarked;

/// The commands that start a program and run until it ends: the console, the demo, a manager, the
/// benchmarks and chaos. Uses the session and the programs' options. Start reading with
/// [dev.elasticcloud.console.cli.command.program.ServeCommand].
@NullMarked
package dev.elasticcloud.console.cli.command.program;

import org.jspecify.annotations.NullMarked;

/// How fast the console is: its first frame beside a bare window's, what it costs when nothing
/// happens, and what each snapshot costs with few and many nodes. Shows sample clouds. Uses the
/// window and the samples; only the command line's programs know it. Start reading with
/// [dev.elasticcloud.console.bench.ConsoleBenchmark].
@NullMarked
package dev.elasticcloud.console.bench;

import org.jspecify.annotations.NullMarked;

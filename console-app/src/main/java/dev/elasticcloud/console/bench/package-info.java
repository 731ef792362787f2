/// Benchmarks of the console: its first frame compared with a bare window's, its cost at rest, and
/// the cost of each snapshot with few and many nodes. Shows sample clouds. Uses the window and the
/// samples; only the command line's programs use it. Start reading with
/// [dev.elasticcloud.console.bench.ConsoleBenchmark].
@NullMarked
package dev.elasticcloud.console.bench;

import org.jspecify.annotations.NullMarked;

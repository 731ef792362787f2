/// Programs that a benchmark runs as processes of their own, so that their processor time and
/// memory can be measured apart from the benchmark's. Uses the manager. Start reading with
/// [dev.elasticcloud.lab.bench.process.ChildProcess].
@NullMarked
package dev.elasticcloud.lab.bench.process;

import org.jspecify.annotations.NullMarked;

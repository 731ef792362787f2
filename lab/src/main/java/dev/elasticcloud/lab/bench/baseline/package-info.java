/// What benchmarks compare the manager with: the Engine's own calls, and HAProxy with a file
/// written by hand. Uses the Docker adapter.
/// Start reading with [dev.elasticcloud.lab.bench.baseline.RawNodes].
@NullMarked
package dev.elasticcloud.lab.bench.baseline;

import org.jspecify.annotations.NullMarked;

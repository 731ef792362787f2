/// How benchmarks measure: percentiles of times, and the speed of the machine. Uses nothing of the
/// manager. Start reading with [dev.elasticcloud.lab.bench.measure.Percentiles].
@NullMarked
package dev.elasticcloud.lab.bench.measure;

import org.jspecify.annotations.NullMarked;

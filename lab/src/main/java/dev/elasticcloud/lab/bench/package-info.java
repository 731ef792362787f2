/// The benchmarks behind `cloud bench`: each measures something against a named alternative or the
/// bare minimum in the same run, prints a table and writes its figures as JSON. Uses the manager
/// and the packages below. Start reading with [dev.elasticcloud.lab.bench.Benchmarks].
@NullMarked
package dev.elasticcloud.lab.bench;

import org.jspecify.annotations.NullMarked;

/// The load that benchmarks put on a cloud: HTTP requests, and recorded or generated traces. Uses
/// the manager's model.
/// Start reading with [dev.elasticcloud.lab.bench.load.HttpLoad].
@NullMarked
package dev.elasticcloud.lab.bench.load;

import org.jspecify.annotations.NullMarked;

/// Usage of nodes over time: sampling, and the history that graphs and what-if requests read. May use `spi`.
/// Start reading with `UsageSampler`.
@NullMarked
package dev.elasticcloud.manager.usage;

import org.jspecify.annotations.NullMarked;

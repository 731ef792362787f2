/// What the engine needs of the world: small interfaces that belong to the engine, and what their
/// work is timed with. May use `model`. Implemented in `docker`, `haproxy`, `jobs`, `store` and `simulation`;
/// start reading with [dev.elasticcloud.manager.spi.ContainerRuntime].
@NullMarked
package dev.elasticcloud.manager.spi;

import org.jspecify.annotations.NullMarked;

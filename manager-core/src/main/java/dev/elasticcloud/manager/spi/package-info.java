/// The engine's ports: small interfaces to the outside, and the clocks that adapters use. May use
/// `model`. Implemented in `docker`, `haproxy`, `jobs`, `store`, `usage` and `simulation`. Start
/// reading with `ContainerRuntime`.
@NullMarked
package dev.elasticcloud.manager.spi;

import org.jspecify.annotations.NullMarked;

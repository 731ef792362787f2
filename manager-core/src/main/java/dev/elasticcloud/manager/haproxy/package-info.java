/// HAProxy as the balancer: a pure renderer of its configuration file and a client of its runtime
/// socket. May use `spi`. Start reading with `HaproxyBalancer`.
@NullMarked
package dev.elasticcloud.manager.haproxy;

import org.jspecify.annotations.NullMarked;

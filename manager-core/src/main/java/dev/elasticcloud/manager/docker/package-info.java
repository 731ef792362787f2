/// Nodes and the balancer as Docker containers. The only package that uses docker-java; its types
/// stay in here. May use `spi`, `json` and `pods`. Start reading with `DockerRuntime`.
@NullMarked
package dev.elasticcloud.manager.docker;

import org.jspecify.annotations.NullMarked;

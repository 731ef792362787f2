/// Nodes as Docker containers; the only user of docker-java. May use `spi`.
/// Start reading with `DockerRuntime`.
@NullMarked
package dev.elasticcloud.manager.docker;

import org.jspecify.annotations.NullMarked;

/// Shells in nodes, as execs with a terminal. Uses `model`, `spi` and `docker.connection`; start
/// with [dev.elasticcloud.manager.docker.shell.DockerShells].
@NullMarked
package dev.elasticcloud.manager.docker.shell;

import org.jspecify.annotations.NullMarked;

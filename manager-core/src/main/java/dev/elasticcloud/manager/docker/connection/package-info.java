/// The connection to a Docker Engine: where it is, its calls and events, the programs that it runs
/// in containers, and the messages for their failures. Start reading with `DockerEngine`.
@NullMarked
package dev.elasticcloud.manager.docker.connection;

import org.jspecify.annotations.NullMarked;

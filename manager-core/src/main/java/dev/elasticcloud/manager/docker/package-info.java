/// Nodes as Docker containers, with their images and networks. This package and those in it are the
/// only ones that use docker-java; its types stay in here. Start reading with `DockerRuntime`.
@NullMarked
package dev.elasticcloud.manager.docker;

import org.jspecify.annotations.NullMarked;

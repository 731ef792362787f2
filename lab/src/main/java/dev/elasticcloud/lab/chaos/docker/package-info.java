/// The tools of a chaos run that bypass the manager: the `docker` program, a proxy before the
/// engine, and the balancer's runtime socket. Start reading with
/// [dev.elasticcloud.lab.chaos.docker.DockerCli].
@NullMarked
package dev.elasticcloud.lab.chaos.docker;

import org.jspecify.annotations.NullMarked;

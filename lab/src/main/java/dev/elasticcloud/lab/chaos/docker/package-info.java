/// The tools of a chaos run on Docker: the `docker` program, a proxy before the engine, and the
/// balancer's runtime socket. They know nothing of the manager under test. Start reading with
/// [dev.elasticcloud.lab.chaos.docker.DockerCli].
@NullMarked
package dev.elasticcloud.lab.chaos.docker;

import org.jspecify.annotations.NullMarked;

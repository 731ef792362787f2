/// HAProxy in a container: its image, networks, folder and restarts. Start reading with
/// `DockerBalancerHost`.
@NullMarked
package dev.elasticcloud.manager.docker.balancer;

import org.jspecify.annotations.NullMarked;

package dev.elasticcloud.manager.docker;

/// How many containers, networks and volumes of a cloud Docker still has, its balancer's included.
public record DockerLeftovers(int containers, int networks, int volumes) {

    public boolean none() {
        return containers == 0 && networks == 0 && volumes == 0;
    }
}

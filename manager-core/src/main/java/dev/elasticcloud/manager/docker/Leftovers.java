package dev.elasticcloud.manager.docker;

/// How many containers and networks of a cloud Docker still has, its balancer's included.
public record Leftovers(int containers, int networks) {

    public boolean none() {
        return containers == 0 && networks == 0;
    }
}

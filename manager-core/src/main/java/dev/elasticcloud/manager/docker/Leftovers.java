package dev.elasticcloud.manager.docker;

/// What Docker still holds of a cloud, its balancer included.
public record Leftovers(int containers, int networks) {

    public boolean none() {
        return containers == 0 && networks == 0;
    }
}

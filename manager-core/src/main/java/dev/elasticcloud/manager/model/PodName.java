package dev.elasticcloud.manager.model;

/// The name of a pod, unique in its cloud and safe in a URL, a file and a balancer configuration.
public record PodName(String value) implements Comparable<PodName> {

    public PodName {
        Names.check("pod", value);
    }

    public static PodName of(String value) {
        return new PodName(value);
    }

    @Override
    public int compareTo(PodName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

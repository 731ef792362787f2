package dev.elasticcloud.manager.model.spec;

/// How far a node's program can call out of its pod's network; it never reaches other pods.
public enum Reach {
    /// Nowhere: only the balancer can connect to it.
    INTERNAL("internal"),
    /// To everything that the Docker host can reach.
    OUTWARD("outward");

    private final String key;

    Reach(String key) {
        this.key = key;
    }

    /// The spelling in files, the API and the command line.
    public String key() {
        return key;
    }

    public static Reach of(String key) {
        for (Reach reach : values()) {
            if (reach.key.equals(key)) {
                return reach;
            }
        }
        throw new IllegalArgumentException(
                "'" + key + "' is not a kind of network: use internal or outward");
    }
}

package dev.elasticcloud.manager.model.spec;

import java.util.Arrays;
import java.util.stream.Collectors;

/// How the balancer picks a node for the next request; all of them skip full nodes.
public enum Balance {
    /// Each node in turn.
    ROUND_ROBIN("round-robin", "round robin"),
    /// The node with the fewest running requests.
    LEAST_BUSY("least-busy", "least busy"),
    /// Fill one node before using the next, so that idle ones can be removed.
    FILL_FIRST("fill-first", "fill first");

    private final String key;
    private final String title;

    Balance(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /// The spelling in files, the API and the command line.
    public String key() {
        return key;
    }

    /// The spelling on screens.
    public String title() {
        return title;
    }

    public static Balance of(String key) {
        for (Balance balance : values()) {
            if (balance.key.equals(key)) {
                return balance;
            }
        }
        String known = Arrays.stream(values()).map(Balance::key).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "'" + key + "' is not a way to balance: use one of " + known);
    }
}

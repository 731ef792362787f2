package dev.elasticcloud.manager.model;

import java.util.Locale;

/// What a holder of a token may do; each role includes the ones before it.
public enum Role {
    /// Sees everything but tokens and the audit log.
    VIEWER,
    /// Runs and cancels jobs as well.
    USER,
    /// Changes the cloud and decides who may do what.
    OWNER;

    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /// The spelling in the API and the command line.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String key) {
        for (Role role : values()) {
            if (role.key().equals(key.strip().toLowerCase(Locale.ROOT))) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "'" + key + "' is not a role: use one of viewer, user, owner");
    }
}

package dev.elasticcloud.console.feature.nodes;

import dev.elasticcloud.manager.model.status.NodeState;
import java.util.Locale;
import java.util.Optional;

/// The phase of a node at one time, as the life map shows it.
enum LifePhase {
    /// It had no container.
    ABSENT("not there"),
    /// It existed; nothing more is known.
    UNKNOWN("no sample"),
    STARTING("starting"),
    ONLINE("online"),
    SPARE("spare, frozen"),
    DRAINING("draining"),
    PAUSED("paused"),
    FAILED("failed");

    private final String word;

    LifePhase(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static LifePhase of(NodeState state) {
        return switch (state) {
            case REGISTERED -> ABSENT;
            case STARTING -> STARTING;
            case ONLINE -> ONLINE;
            case DRAINING -> DRAINING;
            case PAUSED -> PAUSED;
            case SPARE -> SPARE;
            case FAILED -> FAILED;
        };
    }

    /// The phase for the manager's name of a state.
    static Optional<LifePhase> named(String word) {
        try {
            return Optional.of(of(NodeState.valueOf(word.toUpperCase(Locale.ROOT))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

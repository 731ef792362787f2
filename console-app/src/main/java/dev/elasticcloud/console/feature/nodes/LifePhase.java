package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.model.status.NodeState;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// The phase of a node at one time, as the life map shows it.
enum LifePhase {
    /// It had no container.
    ABSENT(() -> text("nodes.phase.absent")),
    /// It existed; nothing more is known.
    UNKNOWN(() -> text("nodes.phase.unknown")),
    STARTING(() -> text("nodes.phase.starting")),
    ONLINE(() -> text("nodes.phase.online")),
    SPARE(() -> text("nodes.phase.spare")),
    DRAINING(() -> text("nodes.phase.draining")),
    PAUSED(() -> text("nodes.phase.paused")),
    FAILED(() -> text("nodes.phase.failed"));

    private final Supplier<String> word;

    LifePhase(Supplier<String> word) {
        this.word = word;
    }

    String word() {
        return word.get();
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

package dev.elasticcloud.console.feature.nodes;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;

/// An action on several nodes at once.
enum BulkAction {
    PAUSE("Pause", "paused"),
    RESUME("Resume", "resumed"),
    REMOVE("Remove…", "removed");

    private final String title;
    private final String done;

    BulkAction(String title, String done) {
        this.title = title;
        this.done = done;
    }

    String title() {
        return title;
    }

    String done() {
        return done;
    }

    Command on(PodName pod, NodeName node) {
        return switch (this) {
            case PAUSE -> new Command.PauseNode(pod, node);
            case RESUME -> new Command.ResumeNode(pod, node);
            case REMOVE -> new Command.RemoveNode(pod, node);
        };
    }
}

package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import java.util.function.Supplier;

/// An action on several nodes at once.
enum BulkAction {
    PAUSE(() -> text("nodes.bulk.pause"), () -> text("nodes.bulk.accessible.pause")),
    RESUME(() -> text("nodes.bulk.resume"), () -> text("nodes.bulk.accessible.resume")),
    REMOVE(() -> text("nodes.bulk.remove"), () -> text("nodes.bulk.accessible.remove"));

    private final Supplier<String> title;
    private final Supplier<String> spoken;

    BulkAction(Supplier<String> title, Supplier<String> spoken) {
        this.title = title;
        this.spoken = spoken;
    }

    String title() {
        return title.get();
    }

    /// What its button says to those who cannot see it.
    String spoken() {
        return spoken.get();
    }

    /// What a node is then.
    String done() {
        return switch (this) {
            case PAUSE -> text("nodes.bulk.paused");
            case RESUME -> text("nodes.bulk.resumed");
            case REMOVE -> text("nodes.bulk.removed");
        };
    }

    /// How many of the nodes it has been done to.
    String done(long count, int of) {
        return switch (this) {
            case PAUSE -> text("nodes.bulk.pausedOf", count, of);
            case RESUME -> text("nodes.bulk.resumedOf", count, of);
            case REMOVE -> text("nodes.bulk.removedOf", count, of);
        };
    }

    Command on(PodName pod, NodeName node) {
        return switch (this) {
            case PAUSE -> new Command.PauseNode(pod, node);
            case RESUME -> new Command.ResumeNode(pod, node);
            case REMOVE -> new Command.RemoveNode(pod, node);
        };
    }
}

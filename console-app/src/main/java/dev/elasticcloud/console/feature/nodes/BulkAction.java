package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import java.util.function.Supplier;

/// An action on several nodes at once.
enum BulkAction {
    PAUSE(() -> text("nodes.bulk.pause"), () -> text("nodes.bulk.paused")),
    RESUME(() -> text("nodes.bulk.resume"), () -> text("nodes.bulk.resumed")),
    REMOVE(() -> text("nodes.bulk.remove"), () -> text("nodes.bulk.removed"));

    private final Supplier<String> title;
    private final Supplier<String> done;

    BulkAction(Supplier<String> title, Supplier<String> done) {
        this.title = title;
        this.done = done;
    }

    String title() {
        return title.get();
    }

    String done() {
        return done.get();
    }

    Command on(PodName pod, NodeName node) {
        return switch (this) {
            case PAUSE -> new Command.PauseNode(pod, node);
            case RESUME -> new Command.ResumeNode(pod, node);
            case REMOVE -> new Command.RemoveNode(pod, node);
        };
    }
}

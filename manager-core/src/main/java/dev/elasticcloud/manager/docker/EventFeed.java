package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keeps what is known of one cloud's containers, and of the engine's images, up to date with
/// Docker's events for as long as it is open.
final class EventFeed implements AutoCloseable {

    private static final List<String> TELLING =
            List.of(
                    "create", "start", "die", "oom", "pause", "unpause", "destroy", "update",
                    "stop", "kill");

    /// What these change of a container shows in every listing.
    private static final Set<String> LISTED = Set.of("pause", "unpause");

    private final NodeReader nodes;
    private final Runnable wake;
    private final EventStream containers;
    private final EventStream images;

    /// @param nodes told which container to look at again
    /// @param imagesChanged told of every image event; images have no label of the cloud
    /// @param engineLost told when the engine may have been away
    /// @param wake told whenever there is something to see
    EventFeed(
            DockerEngine engine,
            Map<String, String> labels,
            NodeReader nodes,
            Runnable imagesChanged,
            Runnable engineLost,
            Runnable wake) {
        this.nodes = nodes;
        this.wake = wake;
        containers =
                new EventStream(
                        engine,
                        events ->
                                events.withLabelFilter(labels)
                                        .withEventFilter(TELLING.toArray(String[]::new)),
                        this::changed,
                        () -> {
                            // what happened in between is unknown, so everything may have changed
                            nodes.forget("");
                            engineLost.run();
                            wake.run();
                        });
        images =
                new EventStream(
                        engine,
                        events -> events.withEventTypeFilter(EventType.IMAGE),
                        event -> imagesChanged.run(),
                        imagesChanged);
    }

    private void changed(Event event) {
        String id = event.getId() == null ? "" : event.getId();
        String action = String.valueOf(event.getAction());
        if (action.equals("oom")) {
            nodes.ranOutOfMemory(id);
        } else if (!LISTED.contains(action)) {
            nodes.forget(id);
        }
        wake.run();
    }

    @Override
    public void close() {
        containers.close();
        images.close();
    }
}

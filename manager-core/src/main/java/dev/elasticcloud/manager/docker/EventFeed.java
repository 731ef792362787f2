package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.docker.connection.EventStream;
import java.util.List;
import java.util.Set;

/// Follows Docker's events to invalidate cached knowledge about one cloud's containers, its claim
/// and the engine's images, until it is closed.
final class EventFeed implements AutoCloseable {

    private static final List<String> TELLING =
            List.of(
                    "create", "start", "die", "oom", "pause", "unpause", "destroy", "update",
                    "stop", "kill");

    /// Events whose effect shows in every listing, so no inspection is needed.
    private static final Set<String> LISTED = Set.of("pause", "unpause");

    private final NodeReader nodes;
    private final Runnable wake;
    private final EventStream containers;
    private final EventStream shared;

    /// @param nodes receives the containers to inspect again
    /// @param imagesChanged called on every image event; images have no label of the cloud
    /// @param claimChanged called on every event of the volume that claims the cloud's name
    /// @param engineLost called when the engine may have been away
    /// @param wake called whenever something may have changed
    EventFeed(
            DockerEngine engine,
            DockerNames names,
            NodeReader nodes,
            Runnable imagesChanged,
            Runnable claimChanged,
            Runnable engineLost,
            Runnable wake) {
        this.nodes = nodes;
        this.wake = wake;
        containers =
                new EventStream(
                        engine,
                        events ->
                                events.withLabelFilter(names.ofCloud())
                                        .withEventFilter(TELLING.toArray(String[]::new)),
                        this::changed,
                        () -> {
                            // events may have been missed, so everything may have changed
                            nodes.invalidateAll();
                            engineLost.run();
                            wake.run();
                        });
        shared =
                new EventStream(
                        engine,
                        events -> events.withEventTypeFilter(EventType.IMAGE, EventType.VOLUME),
                        event -> {
                            if (event.getType() == EventType.IMAGE) {
                                imagesChanged.run();
                            } else if (isOf(names.claim(), event)) {
                                claimChanged.run();
                                wake.run();
                            }
                        },
                        imagesChanged);
    }

    private static boolean isOf(String volume, Event event) {
        return event.getActor() != null && volume.equals(event.getActor().getId());
    }

    private void changed(Event event) {
        String id = event.getId() == null ? "" : event.getId();
        String action = String.valueOf(event.getAction());
        if (action.equals("oom")) {
            nodes.ranOutOfMemory(id);
        } else if (!LISTED.contains(action)) {
            nodes.invalidate(id);
        }
        wake.run();
    }

    @Override
    public void close() {
        containers.close();
        shared.close();
    }
}

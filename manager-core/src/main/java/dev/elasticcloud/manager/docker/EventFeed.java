package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows Docker's events about one cloud for as long as it is open, and takes up again, after a
/// growing pause, whenever the stream breaks off.
final class EventFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final List<String> TELLING =
            List.of(
                    "create", "start", "die", "oom", "pause", "unpause", "destroy", "update",
                    "stop", "kill");

    /// What these change of a container shows in every listing.
    private static final Set<String> LISTED = Set.of("pause", "unpause");

    private final DockerEngine engine;
    private final Map<String, String> labels;
    private final NodeReader nodes;
    private final Runnable wake;
    private final Thread thread;
    private volatile boolean open = true;

    /// @param nodes told which container to look at again
    /// @param wake told whenever there is something to see
    EventFeed(DockerEngine engine, Map<String, String> labels, NodeReader nodes, Runnable wake) {
        this.engine = engine;
        this.labels = labels;
        this.nodes = nodes;
        this.wake = wake;
        this.thread = Thread.ofVirtual().name("docker-events").start(this::follow);
    }

    private void follow() {
        Duration pause = FIRST_PAUSE;
        while (open) {
            Listener listener = new Listener();
            try (listener) {
                engine.streams()
                        .eventsCmd()
                        .withLabelFilter(labels)
                        .withEventFilter(TELLING.toArray(String[]::new))
                        .exec(listener)
                        .awaitCompletion();
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.debug("Docker's events broke off: {}", e.getMessage());
            }
            if (!open) {
                return;
            }
            // what happened in between is unknown, so everything may have changed
            nodes.forget("");
            wake.run();
            pause = listener.heard ? FIRST_PAUSE : pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        open = false;
        thread.interrupt();
    }

    private final class Listener extends ResultCallback.Adapter<Event> {
        private volatile boolean heard;

        @Override
        public void onNext(Event event) {
            heard = true;
            if (!open) {
                return;
            }
            String id = event.getId() == null ? "" : event.getId();
            String action = String.valueOf(event.getAction());
            if (action.equals("oom")) {
                nodes.ranOutOfMemory(id);
            } else if (!LISTED.contains(action)) {
                nodes.forget(id);
            }
            wake.run();
        }
    }
}

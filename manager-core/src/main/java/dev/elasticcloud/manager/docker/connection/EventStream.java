package dev.elasticcloud.manager.docker.connection;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.EventsCmd;
import com.github.dockerjava.api.model.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows some of Docker's events until it is closed. When the stream breaks, it reconnects after
/// a growing pause.
public final class EventStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final DockerEngine engine;
    private final UnaryOperator<EventsCmd> filter;
    private final Consumer<Event> reader;
    private final Runnable brokeOff;
    private final Thread thread;
    private volatile boolean open = true;

    /// @param filter chooses the events
    /// @param brokeOff called whenever the stream breaks, because events are missed until it is
    ///     back
    public EventStream(
            DockerEngine engine,
            UnaryOperator<EventsCmd> filter,
            Consumer<Event> reader,
            Runnable brokeOff) {
        this.engine = engine;
        this.filter = filter;
        this.reader = reader;
        this.brokeOff = brokeOff;
        this.thread = Thread.ofVirtual().name("docker-events").start(this::follow);
    }

    private void follow() {
        Duration pause = FIRST_PAUSE;
        while (open) {
            Listener listener = new Listener();
            try (listener) {
                filter.apply(engine.streams().eventsCmd()).exec(listener).awaitCompletion();
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.debug("Docker's events broke off: {}", e.getMessage());
            }
            if (!open) {
                return;
            }
            brokeOff.run();
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
            if (open) {
                reader.accept(event);
            }
        }
    }
}

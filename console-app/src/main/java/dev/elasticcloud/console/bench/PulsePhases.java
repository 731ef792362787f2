package dev.elasticcloud.console.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/// Records what the toolkit does in each pulse, by its events `javafx.PulsePhase`.
final class PulsePhases implements AutoCloseable {

    private static final String EVENT = "javafx.PulsePhase";

    private final RecordingStream stream = new RecordingStream();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<Integer, Long> pulseNanos = new TreeMap<>();

    PulsePhases() {
        stream.enable(EVENT).withThreshold(Duration.ZERO);
        stream.setOrdered(false);
        stream.onEvent(EVENT, this::record);
        stream.startAsync();
    }

    private synchronized void record(RecordedEvent event) {
        counts.merge(event.getString("phaseName"), 1, Integer::sum);
        pulseNanos.merge(event.getInt("pulseId"), event.getDuration().toNanos(), Long::sum);
    }

    /// How often each phase ran.
    synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    /// The work of each pulse in milliseconds, rising.
    synchronized List<Double> pulseMillis() {
        List<Double> millis =
                new ArrayList<>(pulseNanos.values().stream().map(n -> n / 1e6).toList());
        millis.sort(Double::compare);
        return millis;
    }

    /// Forgets what was recorded so far.
    synchronized void clear() {
        counts.clear();
        pulseNanos.clear();
    }

    /// Ends the recording; all that happened until then is counted.
    void stop() {
        stream.stop();
    }

    @Override
    public void close() {
        stream.close();
    }
}

package dev.elasticcloud.manager.evidence;

import dev.elasticcloud.manager.spi.EvidenceLog;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Adds the job ledger's sums to the chain every minute in which they changed, on a thread of its
/// own.
public final class SumsRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SumsRecorder.class);

    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final EvidenceLog log;
    private final InstantSource clock;
    private final Thread thread = Thread.ofVirtual().name("sums").unstarted(this::run);

    public SumsRecorder(EvidenceLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                record();
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException e) {
            // The manager is closing, which records the last sums.
            Thread.currentThread().interrupt();
        }
    }

    private void record() {
        try {
            log.recordSums(clock.instant(), false);
        } catch (PortException e) {
            // The store's health shows the failure; the next minute tries again.
            LOG.debug("The sums of jobs were not recorded", e);
        }
    }

    /// Stops the thread and records the last sums.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        record();
    }
}

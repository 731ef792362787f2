package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.JobTransport;
import dev.elasticcloud.manager.spi.JobTransport.Outcome;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs each job on a virtual thread of its own and reports how the attempt ended.
final class JobRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final JobTransport transport;
    private final Listener listener;

    /// Called on the job's own thread.
    @FunctionalInterface
    interface Listener {
        void attempted(Job job, PodSpec pod, Outcome outcome);
    }

    JobRunner(JobTransport transport, Listener listener) {
        this.transport = transport;
        this.listener = listener;
    }

    /// Starts an attempt. Interrupting the returned thread cancels it.
    Thread start(Job job, PodSpec pod, String balancerUrl) {
        return Thread.ofVirtual()
                .name("job-" + job.id())
                .start(() -> listener.attempted(job, pod, run(job, pod, balancerUrl)));
    }

    private Outcome run(Job job, PodSpec pod, String balancerUrl) {
        Duration timeout = job.options().timeoutIn(pod.job());
        try {
            return transport.run(balancerUrl, pod, job.parameters(), timeout);
        } catch (RuntimeException e) {
            LOG.error("The manager failed while it ran job {}", job.id(), e);
            return new Outcome.Broken("fault of the manager: " + e);
        }
    }

    /// Whether the node that took the job may be dead, which the balancer needs a moment to
    /// notice.
    static boolean mayHaveLostItsNode(Outcome outcome) {
        return switch (outcome) {
            case Outcome.NotRun ignored -> true;
            case Outcome.Broken ignored -> true;
            case Outcome.CutOff ignored -> true;
            case Outcome.Busy ignored -> false;
            case Outcome.Answered ignored -> false;
            case Outcome.Refused ignored -> false;
            case Outcome.TimedOut ignored -> false;
        };
    }

    @Override
    public void close() {
        transport.close();
    }
}

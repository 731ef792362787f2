package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.spec.PodSpec;

import java.time.Duration;
import java.util.Map;

/// Carries one job to a node through the balancer and brings its answer back.
public interface JobTransport extends AutoCloseable {

    /// Runs a job to its end, whichever that is; blocks as long as the timeout allows.
    ///
    /// @param balancerUrl where the balancer listens
    /// @param timeout how long the job may run, the pod's own timeout at most
    Outcome run(String balancerUrl, PodSpec pod, Map<String, String> parameters, Duration timeout);

    /// How one try to run a job ended.
    sealed interface Outcome {

        /// The program answered.
        record Answered(String node, String json) implements Outcome {}

        /// The program refused the job or failed at it; another try would end the same way.
        record Refused(String node, String reason) implements Outcome {}

        /// No node took it, so it has not run and can safely be tried again.
        record NotRun(String reason) implements Outcome {}

        /// A node took it and no answer came; it may have run.
        record Broken(String reason) implements Outcome {}

        /// A node took it and the connection ended without a word, as it does when a node is taken
        /// from its jobs; it may have run.
        record CutOff(String reason) implements Outcome {}

        /// A node took it and its time ran out; another try would take as long.
        record TimedOut(String reason) implements Outcome {}
    }

    @Override
    void close();
}

package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Sends a job to a node through the balancer and returns its answer.
public interface JobTransport extends AutoCloseable {

    /// Runs a job until it ends in any way; blocks up to the timeout.
    ///
    /// @param balancerUrl where the balancer listens
    /// @param timeout how long the job may run, the pod's own timeout at most
    Outcome run(String balancerUrl, PodSpec pod, Map<String, String> parameters, Duration timeout);

    /// How one attempt to run a job ended.
    sealed interface Outcome {

        /// The program answered.
        ///
        /// @param text its answer, JSON or not
        /// @param type as in [Job#resultType]
        record Answered(String node, String text, String type) implements Outcome {

            /// An answer in JSON.
            public Answered(String node, String json) {
                this(node, json, "");
            }
        }

        /// The program refused the job or failed; another attempt would end the same way.
        record Refused(String node, String reason) implements Outcome {}

        /// No node took it, so it has not run and is safe to retry.
        record NotRun(String reason) implements Outcome {}

        /// A node said "not now", so it has not run and is safe to retry later.
        ///
        /// @param after how long the node asks to wait; empty when it does not say
        record Busy(String node, String reason, Optional<Duration> after) implements Outcome {}

        /// A node took it but no answer came; it may have run.
        record Broken(String reason) implements Outcome {}

        /// A node took it but the connection was closed without an answer, for example because the
        /// node was cut off from its jobs; it may have run.
        record CutOff(String reason) implements Outcome {}

        /// A node took it but its time ran out; another attempt would take just as long.
        record TimedOut(String reason) implements Outcome {}
    }

    @Override
    void close();
}

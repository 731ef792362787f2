package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.model.Durations;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.spi.JobTransport.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Decides whether a job ends or is requeued after an attempt. Pure.
///
/// A job that no node took is requeued with growing backoff until its total time since acceptance
/// is used up. One that broke off may have run, so it is run again only when it is idempotent and
/// has attempts left; otherwise it fails.
final class RetryPolicy {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// The balancer soon finds another node, so the first retries come quickly.
    private static final Duration FIRST_PAUSE_OF_BALANCER = Duration.ofMillis(100);

    private static final Duration LONGEST_PAUSE_OF_BALANCER = Duration.ofSeconds(2);

    private RetryPolicy() {}

    /// The refusals of a job that no node has taken.
    ///
    /// @param refusals how often no node took it, including this time
    /// @param age how long ago it was accepted
    /// @param jitter from 0 to 1: spreads retries that would otherwise coincide
    record Refusals(int refusals, Duration age, double jitter) {}

    /// A job's next record, and its backoff.
    record Next(Job job, Duration pause) {}

    /// The job's next record: ended, or queued again.
    ///
    /// @param cause what was recently done to the pod's nodes; empty for nothing
    static Next after(
            Job job,
            JobProgram program,
            Outcome outcome,
            String cause,
            Refusals refusals,
            Instant now) {
        return switch (outcome) {
            case Outcome.Answered answer ->
                    end(job.completed(now, answer.node(), answer.text(), answer.type()));
            case Outcome.Refused refused -> end(job.failed(now, refused.node(), refused.reason()));
            case Outcome.TimedOut late -> end(job.failed(now, "", late.reason()));
            case Outcome.NotRun none -> {
                Duration pause =
                        pause(
                                FIRST_PAUSE_OF_BALANCER,
                                LONGEST_PAUSE_OF_BALANCER,
                                refusals,
                                Optional.empty());
                yield notTaken(job, program, "", none.reason(), pause, refusals, now);
            }
            case Outcome.Busy busy -> {
                Duration pause = pause(FIRST_PAUSE, LONGEST_PAUSE, refusals, busy.after());
                String reason = "node %s: %s".formatted(busy.node(), busy.reason());
                yield notTaken(job, program, busy.node(), reason, pause, refusals, now);
            }
            case Outcome.Broken broken -> end(afterBreak(job, program, broken.reason(), now));
            case Outcome.CutOff cut ->
                    end(afterBreak(job, program, reason(cut.reason(), cause), now));
        };
    }

    private static Next end(Job job) {
        return new Next(job, Duration.ZERO);
    }

    private static Next notTaken(
            Job job,
            JobProgram program,
            String node,
            String reason,
            Duration pause,
            Refusals refusals,
            Instant now) {
        Duration most = timeToBeTaken(job, program);
        Duration left = most.minus(refusals.age());
        if (!left.isPositive()) {
            return end(
                    job.failed(
                            now,
                            node,
                            "no node took it within %s, in %d tries; the last: %s"
                                    .formatted(
                                            Durations.format(most), refusals.refusals(), reason)));
        }
        return new Next(job.queuedAgain(), pause.compareTo(left) < 0 ? pause : left);
    }

    /// How long after its acceptance a refused job is given up: its timeout plus its hold time.
    static Duration timeToBeTaken(Job job, JobProgram program) {
        return job.options().timeoutIn(program).plus(program.hold().timeout());
    }

    /// Doubles each time, with jitter between half and the whole; no sooner than the node asks.
    private static Duration pause(
            Duration first, Duration longest, Refusals refusals, Optional<Duration> asked) {
        int doublings = Math.min(refusals.refusals() - 1, 16);
        Duration grown = first.multipliedBy(1L << doublings);
        Duration most = grown.compareTo(longest) < 0 ? grown : longest;
        Duration spread = Duration.ofNanos((long) (most.toNanos() * (0.5 + refusals.jitter() / 2)));
        return asked.filter(wish -> wish.compareTo(spread) > 0)
                .map(wish -> wish.plus(first.dividedBy(2)))
                .orElse(spread);
    }

    /// The next record of a job that was running when its manager stopped.
    static Job afterStop(Job job, JobProgram program, Instant now) {
        return afterBreak(job, program, "the manager stopped while it ran", now);
    }

    private static Job afterBreak(Job job, JobProgram program, String reason, Instant now) {
        if (!job.options().repeatableIn(program)) {
            return job.failed(
                    now, "", reason + "; it may have run, and is not marked as idempotent");
        }
        return job.attempts() < program.attempts()
                ? job.brokenOff(now, reason)
                : job.failed(now, "", "%s, at try %d".formatted(reason, job.attempts()));
    }

    private static String reason(String seen, String cause) {
        return cause.isEmpty() ? seen : seen + "; " + cause;
    }
}

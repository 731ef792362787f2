package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.model.record.WhatIf;
import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.problem.Refusal;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Computes what-if replays on a small thread pool: each may use a processor for a minute, and any
/// viewer may request one.
public final class WhatIfPool implements AutoCloseable {

    static final int AT_ONCE = 2;
    static final int WAITING = 4;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    AT_ONCE,
                    AT_ONCE,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING),
                    Thread.ofPlatform().daemon().name("what-if-", 0).factory());

    /// Starts a replay, or queues it behind others.
    ///
    /// @throws Refusal when the queue is full
    FutureTask<WhatIf> submit(Callable<WhatIf> question) {
        FutureTask<WhatIf> task = new FutureTask<>(question);
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw Refusal.of(
                            ProblemType.TOO_MANY,
                            "All %d what-if workers are busy and %d requests are queued: retry in 10 s"
                                    .formatted(AT_ONCE, WAITING))
                    .with("Retry-After", "10");
        }
        return task;
    }

    /// Cancels a request, whether it is running or queued.
    void cancel(FutureTask<WhatIf> task) {
        task.cancel(true);
        threads.remove(task);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

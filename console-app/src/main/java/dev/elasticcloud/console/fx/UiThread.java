package dev.elasticcloud.console.fx;

/// The thread that owns all properties that views bind to.
@FunctionalInterface
public interface UiThread {

    /// Runs a task on that thread soon. Tasks run in the order of the calls.
    void run(Runnable task);
}

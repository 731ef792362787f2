package dev.elasticcloud.console.fx;

/// The thread that owns all properties which views are bound to.
@FunctionalInterface
public interface UiThread {

    /// Runs a task on that thread soon, in the order of the calls.
    void run(Runnable task);
}

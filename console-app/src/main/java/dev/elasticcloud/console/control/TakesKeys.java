package dev.elasticcloud.console.control;

/// A control that uses every key itself at times. The window's shortcuts wait while it has the focus.
public interface TakesKeys {

    /// Whether it uses every key now.
    boolean takesKeys();
}

package dev.elasticcloud.console.control;

/// A view that can be opened on one of the things it shows.
public interface Selectable {

    /// Selects and reveals something, such as a node by its name. Ignores names that it does not
    /// show.
    void select(String what);
}

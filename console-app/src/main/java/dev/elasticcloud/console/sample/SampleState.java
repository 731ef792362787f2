package dev.elasticcloud.console.sample;

import java.util.Locale;

/// The state that a sample cloud shows.
public enum SampleState {
    /// Pods are declared and none is initialised.
    EMPTY,
    /// Three busy pods.
    NORMAL,
    /// 1,000 nodes of six pods.
    LARGE,
    /// As normal, but the remote manager has stopped answering.
    DISCONNECTED,
    /// The engine does not answer, a node fails again and again, and the host is full.
    ERROR;

    /// In lower case, as in the names of files.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

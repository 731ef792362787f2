package dev.elasticcloud.console.sample;

import java.util.Locale;

/// What a sample cloud is in the middle of.
public enum SampleState {
    /// Pods are declared and none is initialised.
    EMPTY,
    /// Three pods at work.
    NORMAL,
    /// 1,000 nodes of six pods.
    LARGE,
    /// As normal, and the manager, which is elsewhere, has stopped answering.
    DISCONNECTED,
    /// The engine does not answer, a node fails again and again, and the host is full.
    ERROR;

    /// In lower case, as in the names of files.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

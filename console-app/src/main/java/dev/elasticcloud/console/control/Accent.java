package dev.elasticcloud.console.control;

import java.util.List;

/// The colours of pods, by which they are told apart on all screens: assigned in order of size,
/// and repeated when there are more pods than colours.
public final class Accent {

    public static final List<String> ALL = List.of("light", "medium", "heavy");

    private Accent() {}

    /// The colour's name in the stylesheets.
    ///
    /// @param place the pod's rank by size, from 0
    public static String of(int place) {
        return ALL.get(place % ALL.size());
    }
}

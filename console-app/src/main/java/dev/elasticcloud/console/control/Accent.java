package dev.elasticcloud.console.control;

import java.util.List;

/// The colours of pods, by which they are told apart on all screens: those of the pods in order of
/// size, from the first again where there are more pods than colours.
public final class Accent {

    public static final List<String> ALL = List.of("light", "medium", "heavy");

    private Accent() {}

    /// The colour's name in the stylesheets.
    ///
    /// @param place of the pod among all by size, from 0
    public static String of(int place) {
        return ALL.get(place % ALL.size());
    }
}

package dev.elasticcloud.manager.model.observed;

import java.util.OptionalDouble;

/// What the autoscaler knows at one moment of the machines that a pod's nodes run on.
///
/// @param room how many nodes of the pod could be started besides those it has, spares included
/// @param whyNoRoom what one more node lacks, with the figures; empty while there is room
/// @param spares warm spares that would serve at once
/// @param cores processors of the hosts
/// @param freeCores processors' worth that nobody uses
/// @param saturated whether the hosts' processors have been as good as fully used for some seconds
/// @param throttled online nodes that are at their own processor limit
/// @param starved online nodes that want processor time the host has not got
/// @param waiting online nodes whose jobs wait for something else than a processor
/// @param completions jobs and requests that were answered since the balancer started, whatever the
///     answer; empty while that is not known
public record HostSignals(
        int room,
        String whyNoRoom,
        int spares,
        double cores,
        double freeCores,
        boolean saturated,
        int throttled,
        int starved,
        int waiting,
        OptionalDouble completions) {}

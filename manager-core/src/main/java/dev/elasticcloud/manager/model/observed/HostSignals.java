package dev.elasticcloud.manager.model.observed;

import java.util.OptionalDouble;

/// The autoscaler's signals about the machines that a pod's nodes run on.
///
/// @param room how many more nodes of the pod could be started, in addition to its nodes and
///     spares
/// @param whyNoRoom what one more node lacks, with the figures; empty while there is room
/// @param spares warm spares that would serve at once
/// @param cores processors of the hosts
/// @param freeCores idle processors' worth
/// @param saturated whether the hosts' processors have been almost fully used for some seconds
/// @param throttled online nodes that are at their own processor limit
/// @param starved online nodes that want processor time the host does not have
/// @param waiting online nodes whose jobs wait for something other than a processor
/// @param completions jobs and requests answered since the balancer started, with any status;
///     empty while unknown
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

package dev.elasticcloud.manager.model.status;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.PodName;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// One machine for display: its capacity, what is promised, and who uses it.
///
/// @param promisableCpus processors that may be promised as limits: cores times overcommit
/// @param promisableBytes memory that may be promised to nodes: all but the kept reserve
/// @param pods every pod with nodes here, by name
/// @param otherCpus processors' worth used by everything but this cloud's nodes
/// @param freeCpus idle processors' worth
/// @param otherBytes memory used by everything but this cloud's nodes
/// @param freeBytes memory that programs could still get
/// @param cpuPressure share of time in which some program waited for a processor
/// @param saturated whether the processors have been almost fully used for some seconds
public record HostStatus(
        HostName name,
        double cores,
        long memoryBytes,
        double promisableCpus,
        long promisableBytes,
        List<Share> pods,
        OptionalDouble otherCpus,
        OptionalDouble freeCpus,
        OptionalLong otherBytes,
        OptionalLong freeBytes,
        OptionalDouble cpuPressure,
        boolean saturated) {

    public HostStatus {
        pods = List.copyOf(pods);
    }

    /// One pod's part of a host.
    ///
    /// @param nodes containers of the pod here, including spares and starting ones
    /// @param promisedCpus sum of the limits of nodes that are not frozen
    /// @param promisedBytes sum of the memory limits of all nodes
    /// @param usedCpus processors' worth used; empty while unknown
    /// @param room how many more nodes of the pod would fit
    public record Share(
            PodName pod,
            int nodes,
            double promisedCpus,
            long promisedBytes,
            OptionalDouble usedCpus,
            OptionalLong usedBytes,
            int room) {}

    public double promisedCpus() {
        return pods.stream().mapToDouble(Share::promisedCpus).sum();
    }

    public long promisedBytes() {
        return pods.stream().mapToLong(Share::promisedBytes).sum();
    }
}

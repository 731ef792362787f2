package dev.elasticcloud.manager.model.status;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.PodName;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// One machine as people see it: what it has, what is promised of it, and who uses it.
///
/// @param promisableCpus processors that may be promised as limits: cores times overcommit
/// @param promisableBytes memory that may be promised: all but the reserve
/// @param pods every pod with nodes here, by name
/// @param otherCpus processors' worth used by everything that is no node of this cloud
/// @param freeCpus processors' worth that nobody uses
/// @param otherBytes memory used by everything that is no node of this cloud
/// @param freeBytes memory that programs could still get
/// @param cpuPressure share of time in which some program waited for a processor
/// @param saturated whether the processors have been as good as fully used for some seconds
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
    /// @param nodes containers of the pod here, spares and starting ones included
    /// @param promisedCpus sum of the limits of nodes that are not frozen
    /// @param promisedBytes sum of the memory limits of all nodes
    /// @param usedCpus processors' worth used; empty while not known
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

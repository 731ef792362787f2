package dev.elasticcloud.manager.view;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.model.spec.NodeLimits;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// One machine this round: what may be promised of it, and what is promised to each pod's nodes.
/// Memory is promised to every container that exists or is being made, frozen ones included;
/// processors to those that are not frozen.
///
/// @param promisableCpus cores times the owner's overcommit
/// @param promisableBytes memory without the reserve and without what the balancer may take
/// @param promised by pod
/// @param starting nodes on their way to serving that burn processor time for it
/// @param reading what the host is and how busy it is
public record HostView(
        HostReading reading,
        double promisableCpus,
        long promisableBytes,
        SortedMap<PodName, Promise> promised,
        int starting) {

    /// Share of a host's processors (0 to 1) from which on it counts as fully used.
    private static final double FULL = 0.95;

    public HostView {
        promised = Collections.unmodifiableSortedMap(new TreeMap<>(promised));
    }

    /// What one pod's nodes were promised.
    public record Promise(int nodes, double cpus, long bytes) {
        static final Promise NONE = new Promise(0, 0, 0);

        Promise plus(double moreCpus, long moreBytes) {
            return new Promise(nodes + 1, cpus + moreCpus, bytes + moreBytes);
        }
    }

    public HostName name() {
        return reading.name();
    }

    public double cpusLeft() {
        return promisableCpus - promised.values().stream().mapToDouble(Promise::cpus).sum();
    }

    public long bytesLeft() {
        return promisableBytes - promised.values().stream().mapToLong(Promise::bytes).sum();
    }

    /// Whether all processors are as good as fully used.
    public boolean saturated() {
        return reading.busyCores().isPresent()
                && reading.busyCores().getAsDouble() >= FULL * reading.cores();
    }

    /// Processors' worth that nobody uses; all of them while that is not known.
    public double freeCores() {
        return Math.max(0, reading.cores() - reading.busyCores().orElse(0));
    }

    /// How many more nodes of these limits fit.
    public int room(NodeLimits limits) {
        double byCpu = Math.floor(cpusLeft() / limits.cpus() + 1e-6);
        double byMemory = Math.floor((double) bytesLeft() / limits.memoryBytes());
        return (int) Math.max(0, Math.min(byCpu, byMemory));
    }

    /// What one more node of these limits lacks; empty when it fits.
    public String lacks(NodeLimits limits) {
        if (cpusLeft() + 1e-6 < limits.cpus()) {
            return "needs %s CPU; %s of %s left%s"
                    .formatted(
                            number(limits.cpus()),
                            number(Math.max(0, cpusLeft())),
                            number(promisableCpus),
                            holders(p -> number(p.cpus())));
        }
        if (bytesLeft() < limits.memoryBytes()) {
            return "needs %d MB; %d of %d MB left%s"
                    .formatted(
                            limits.memoryMib(),
                            Math.max(0, bytesLeft()) / NodeLimits.MIB,
                            promisableBytes / NodeLimits.MIB,
                            holders(p -> p.bytes() / NodeLimits.MIB + " MB"));
        }
        return "";
    }

    private String holders(Function<Promise, String> figure) {
        StringBuilder text = new StringBuilder();
        promised.forEach(
                (pod, promise) ->
                        text.append(text.isEmpty() ? ": " + pod + " holds " : ", " + pod + " ")
                                .append(figure.apply(promise)));
        return text.toString();
    }

    private static String number(double value) {
        String two = String.format(Locale.ROOT, "%.2f", value);
        return two.replaceAll("0$", "");
    }
}

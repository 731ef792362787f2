package dev.elasticcloud.console.cli.output;

import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.HostStatus;
import dev.elasticcloud.manager.model.status.Pending;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The tables of hosts: capacity, promises and usage.
public final class HostTables {

    public static final Table<HostStatus> HOSTS =
            figures(
                            Table.<HostStatus>empty()
                                    .with("HOST", "host", HostStatus::name)
                                    .data("cores", HostStatus::cores)
                                    .data("memoryBytes", HostStatus::memoryBytes),
                            new Titles("PROMISED CPU", "PROMISED MEMORY", "USED", "OTHERS", "FREE"))
                    .with("PRESSURE", "cpuPressure", HostStatus::cpuPressure)
                    .styled(h -> h.saturated() ? AnsiStyle.BAD : AnsiStyle.PLAIN)
                    .data("saturated", HostStatus::saturated)
                    .words("ROOM", HostTables::room);

    /// One pod's share of a host, with its pending nodes.
    public record Row(HostStatus.Share share, Pending pending) {}

    public static final Table<Row> SHARES =
            Table.<Row>empty()
                    .with("POD", "pod", r -> r.share().pod())
                    .with("NODES", "nodes", r -> r.share().nodes())
                    .with(
                            "PROMISED",
                            "promisedCpus",
                            r ->
                                    "%s CPU, %s"
                                            .formatted(
                                                    Formats.cpus(r.share().promisedCpus()),
                                                    Formats.megabytes(r.share().promisedBytes())),
                            r -> r.share().promisedCpus())
                    .data("promisedBytes", r -> r.share().promisedBytes())
                    .with(
                            "USED",
                            "usedCpus",
                            r -> amount(r.share().usedCpus(), r.share().usedBytes()),
                            r -> r.share().usedCpus())
                    .data("usedBytes", r -> value(r.share().usedBytes()))
                    .with("ROOM FOR", "room", r -> r.share().room())
                    .with("PENDING", "pending", r -> r.pending().text(), r -> r.pending().nodes())
                    .styled(r -> r.pending().nodes() > 0 ? AnsiStyle.WARNING : AnsiStyle.PLAIN)
                    .data("pendingReason", r -> r.pending().reason());

    private HostTables() {}

    /// A host in full, with the policy that bounds it.
    public static Table<HostStatus> host(CloudSnapshot snapshot, HostPolicy policy) {
        Table<HostStatus> capacity =
                Table.<HostStatus>empty()
                        .with("Host", "host", HostStatus::name)
                        .with(
                                "Capacity",
                                "cores",
                                h ->
                                        "%s cores, %s"
                                                .formatted(
                                                        Formats.cpus(h.cores()),
                                                        Formats.megabytes(h.memoryBytes())),
                                HostStatus::cores)
                        .data("memoryBytes", HostStatus::memoryBytes)
                        .with("Policy", "policy", h -> policy(policy), h -> values(policy));
        return figures(
                        capacity,
                        new Titles(
                                "Promised CPU",
                                "Promised memory",
                                "Used by nodes",
                                "Used by others",
                                "Free"))
                .with("CPU pressure", "cpuPressure", HostTables::pressure, HostStatus::cpuPressure)
                .data("saturated", HostStatus::saturated)
                .words("Room", HostTables::room)
                .data("pods", h -> rows(snapshot, h).stream().map(SHARES::data).toList());
    }

    /// The titles above the figures of a host.
    private record Titles(
            String promisedCpu, String promisedMemory, String used, String others, String free) {}

    /// Adds columns for the promised, used and free parts of a host.
    private static Table<HostStatus> figures(Table<HostStatus> table, Titles titles) {
        return table.with(
                        titles.promisedCpu(),
                        "promisedCpus",
                        HostTables::promisedCpus,
                        HostStatus::promisedCpus)
                .data("promisableCpus", HostStatus::promisableCpus)
                .with(
                        titles.promisedMemory(),
                        "promisedBytes",
                        HostTables::promisedMemory,
                        HostStatus::promisedBytes)
                .data("promisableBytes", HostStatus::promisableBytes)
                .with(
                        titles.used(),
                        "usedCpus",
                        h -> amount(usedCpus(h), usedBytes(h)),
                        HostTables::usedCpus)
                .data("usedBytes", h -> value(usedBytes(h)))
                .with(
                        titles.others(),
                        "otherCpus",
                        h -> amount(h.otherCpus(), h.otherBytes()),
                        HostStatus::otherCpus)
                .data("otherBytes", h -> value(h.otherBytes()))
                .with(
                        titles.free(),
                        "freeCpus",
                        h -> amount(h.freeCpus(), h.freeBytes()),
                        HostStatus::freeCpus)
                .data("freeBytes", h -> value(h.freeBytes()));
    }

    public static List<Row> rows(CloudSnapshot snapshot, HostStatus host) {
        return host.pods().stream()
                .map(
                        share ->
                                new Row(
                                        share,
                                        snapshot.pod(share.pod())
                                                .map(PodStatus::pending)
                                                .orElse(Pending.NONE)))
                .toList();
    }

    /// A host in one line.
    static String line(HostStatus host) {
        return "Host %s: promised %s CPU and %s; used by nodes %s, by others %s, free %s; pressure %s; %s"
                .formatted(
                        host.name(),
                        promisedCpus(host),
                        promisedMemory(host),
                        amount(usedCpus(host), usedBytes(host)),
                        amount(host.otherCpus(), host.otherBytes()),
                        amount(host.freeCpus(), host.freeBytes()),
                        pressure(host),
                        room(host));
    }

    /// How many more nodes of each pod would fit, each taken alone.
    static String room(HostStatus host) {
        List<HostStatus.Share> fitting = host.pods().stream().filter(s -> s.room() > 0).toList();
        if (host.pods().isEmpty()) {
            return Formats.UNKNOWN;
        }
        return fitting.isEmpty()
                ? "no room"
                : "room for "
                        + fitting.stream()
                                .map(share -> share.room() + " more " + share.pod())
                                .collect(Collectors.joining(" or "));
    }

    static String policy(HostPolicy policy) {
        return policy.unbounded()
                ? "unbounded: nodes start without regard to capacity"
                : "CPU promised %s times, %s of memory in reserve"
                        .formatted(
                                Formats.cpus(policy.overcommit()),
                                Formats.megabytes(policy.reserveBytes()));
    }

    private static Map<String, Object> values(HostPolicy policy) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("overcommit", policy.overcommit());
        values.put("reserveBytes", policy.reserveBytes());
        values.put("unbounded", policy.unbounded());
        return values;
    }

    private static String pressure(HostStatus host) {
        String share = Formats.percent(host.cpuPressure());
        return host.saturated() ? share + ", saturated" : share;
    }

    private static String promisedCpus(HostStatus host) {
        return "%s of %s"
                .formatted(Formats.cpus(host.promisedCpus()), Formats.cpus(host.promisableCpus()));
    }

    private static String promisedMemory(HostStatus host) {
        return "%d of %s"
                .formatted(
                        Formats.wholeMegabytes(host.promisedBytes()),
                        Formats.megabytes(host.promisableBytes()));
    }

    /// The total usage of all pods; empty while some of it is unknown.
    private static OptionalDouble usedCpus(HostStatus host) {
        return host.pods().stream().allMatch(s -> s.usedCpus().isPresent())
                ? OptionalDouble.of(
                        host.pods().stream().mapToDouble(s -> s.usedCpus().orElse(0)).sum())
                : OptionalDouble.empty();
    }

    private static OptionalLong usedBytes(HostStatus host) {
        return host.pods().stream().allMatch(s -> s.usedBytes().isPresent())
                ? OptionalLong.of(
                        host.pods().stream().mapToLong(s -> s.usedBytes().orElse(0)).sum())
                : OptionalLong.empty();
    }

    private static String amount(OptionalDouble cpus, OptionalLong bytes) {
        if (cpus.isEmpty() && bytes.isEmpty()) {
            return Formats.UNKNOWN;
        }
        return "%s CPU, %s"
                .formatted(
                        cpus.isPresent() ? Formats.cpus(cpus.getAsDouble()) : Formats.UNKNOWN,
                        bytes.isPresent() ? Formats.megabytes(bytes.getAsLong()) : Formats.UNKNOWN);
    }

    private static @Nullable Long value(OptionalLong bytes) {
        return bytes.isPresent() ? Long.valueOf(bytes.getAsLong()) : null;
    }
}

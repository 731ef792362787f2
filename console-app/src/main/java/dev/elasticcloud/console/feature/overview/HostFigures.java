package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.HostMeter;
import dev.elasticcloud.console.control.MeterBar;
import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.HostStatus;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The total capacity of all hosts, each pod's share, and what still fits.
final class HostFigures {

    private final CloudSnapshot snapshot;
    private final List<HostStatus> hosts;

    /// How many more nodes of each pod fit.
    private final Map<PodName, Integer> room;

    /// The nodes that wait for room, such as "2 medium, 1 heavy"; empty when none do.
    private final String pending;

    private HostFigures(CloudSnapshot snapshot) {
        this.snapshot = snapshot;
        this.hosts = snapshot.hosts();
        this.room =
                hosts.stream()
                        .flatMap(host -> host.pods().stream())
                        .collect(
                                Collectors.groupingBy(
                                        HostStatus.Share::pod,
                                        Collectors.summingInt(HostStatus.Share::room)));
        this.pending =
                snapshot.podsBySize().stream()
                        .filter(pod -> pod.pending().nodes() > 0)
                        .map(pod -> pod.pending().nodes() + " " + pod.name())
                        .collect(Collectors.joining(", "));
    }

    /// @param accent the style class of a pod's colour
    static HostMeter.Data of(CloudSnapshot snapshot, Function<PodName, String> accent) {
        return snapshot.hosts().isEmpty()
                ? HostMeter.Data.unknown()
                : new HostFigures(snapshot).meter(accent);
    }

    /// The most nodes of a pod that the hosts have room for: existing ones plus those that still
    /// fit. Empty when the hosts are unknown, or when the pod may not have more anyway.
    static OptionalInt ceiling(CloudSnapshot snapshot, PodStatus pod) {
        List<HostStatus.Share> shares = shares(snapshot, pod.name());
        if (shares.isEmpty()) {
            return OptionalInt.empty();
        }
        int active = pod.online() + pod.count(NodeState.STARTING) + pod.count(NodeState.DRAINING);
        int bears = active + shares.stream().mapToInt(HostStatus.Share::room).sum();
        boolean elastic = pod.spec().elasticity().enabled();
        int most =
                elastic
                        ? Math.min(pod.spec().maxNodes(), pod.spec().elasticity().max())
                        : pod.spec().maxNodes();
        return bears < most ? OptionalInt.of(bears) : OptionalInt.empty();
    }

    private static List<HostStatus.Share> shares(CloudSnapshot snapshot, PodName pod) {
        return snapshot.hosts().stream()
                .flatMap(host -> host.pods().stream())
                .filter(share -> share.pod().equals(pod))
                .toList();
    }

    private HostMeter.Data meter(Function<PodName, String> accent) {
        double cores = sum(HostStatus::cores);
        double memory = sum(host -> host.memoryBytes()) / Figures.GB;
        List<PodStatus> placed =
                snapshot.podsBySize().stream().filter(p -> room.containsKey(p.name())).toList();
        return new HostMeter.Data(
                hosts.size() == 1
                        ? hosts.getFirst().name().value()
                        : count("count.hosts", hosts.size()),
                text("overview.host.size", number(cores), Numbers.decimals(0, memory)),
                cpu(accent),
                memory(accent),
                room(placed),
                pending.isEmpty() ? instead(placed) : text("overview.host.waiting", pending),
                !pending.isEmpty() || isFull());
    }

    private MeterBar.Data cpu(Function<PodName, String> accent) {
        double promisable = sum(HostStatus::promisableCpus);
        double promised = sum(HostStatus::promisedCpus);
        OptionalDouble others = known(HostStatus::otherCpus);
        OptionalDouble free = known(HostStatus::freeCpus);
        double cores = sum(HostStatus::cores);
        String text = text("overview.host.promised", number(promised), number(promisable));
        if (free.isPresent()) {
            text +=
                    " · "
                            + text(
                                    "overview.host.used",
                                    number(cores - free.getAsDouble()),
                                    number(cores));
        }
        return bar(
                promisable,
                parts(
                        accent,
                        HostStatus.Share::promisedCpus,
                        share -> share.usedCpus().orElse(Double.NaN),
                        "CPU"),
                others,
                "CPU",
                text);
    }

    private MeterBar.Data memory(Function<PodName, String> accent) {
        double promisable = sum(host -> host.promisableBytes()) / Figures.GB;
        double promised = sum(host -> host.promisedBytes()) / Figures.GB;
        OptionalDouble others =
                known(
                        host ->
                                host.otherBytes().isEmpty()
                                        ? OptionalDouble.empty()
                                        : OptionalDouble.of(
                                                host.otherBytes().getAsLong() / Figures.GB));
        String text = text("overview.host.promised", number(promised), number(promisable));
        return bar(
                promisable,
                parts(
                        accent,
                        share -> share.promisedBytes() / Figures.GB,
                        share ->
                                share.usedBytes().isEmpty()
                                        ? Double.NaN
                                        : share.usedBytes().getAsLong() / Figures.GB,
                        "GB"),
                others,
                "GB",
                text);
    }

    private static MeterBar.Data bar(
            double total,
            List<MeterBar.Part> pods,
            OptionalDouble others,
            String unit,
            String text) {
        List<MeterBar.Part> parts = new ArrayList<>(pods);
        double held = pods.stream().mapToDouble(MeterBar.Part::amount).sum();
        double left = Math.max(0, total - held);
        if (others.isPresent() && others.getAsDouble() > 0) {
            double shown = Math.min(left, others.getAsDouble());
            parts.add(
                    new MeterBar.Part(
                            "others",
                            shown,
                            shown,
                            number(others.getAsDouble()),
                            text("overview.host.others", number(others.getAsDouble()), unit)));
            left -= shown;
        }
        parts.add(
                new MeterBar.Part(
                        "free",
                        left,
                        Double.NaN,
                        text("overview.host.free", number(left)),
                        text("overview.host.freeTip", number(left), unit)));
        return new MeterBar.Data(total, parts, text);
    }

    private List<MeterBar.Part> parts(
            Function<PodName, String> accent,
            ToDoubleFunction<HostStatus.Share> promised,
            ToDoubleFunction<HostStatus.Share> used,
            String unit) {
        List<MeterBar.Part> parts = new ArrayList<>();
        for (PodStatus pod : snapshot.podsBySize()) {
            List<HostStatus.Share> shares = shares(snapshot, pod.name());
            double holds = shares.stream().mapToDouble(promised).sum();
            if (holds <= 0) {
                continue;
            }
            double uses = shares.stream().mapToDouble(used).sum();
            String name = pod.name().value();
            parts.add(
                    new MeterBar.Part(
                            accent.apply(pod.name()),
                            holds,
                            uses,
                            name + " " + number(holds),
                            text(
                                    "overview.host.podTip",
                                    name,
                                    number(holds),
                                    unit,
                                    Double.isNaN(uses) ? Figures.UNKNOWN : number(uses))));
        }
        return parts;
    }

    /// Whether no pod has room for one more node.
    private boolean isFull() {
        return !room.isEmpty() && room.values().stream().allMatch(nodes -> nodes == 0);
    }

    /// The pod whose room is shown first: one whose jobs wait, otherwise the middle one by size.
    private String room(List<PodStatus> pods) {
        if (pods.isEmpty()) {
            return "";
        }
        PodStatus first = first(pods);
        int fits = room.getOrDefault(first.name(), 0);
        if (isFull() && pending.isEmpty()) {
            return text("overview.host.full");
        }
        return fits == 0
                ? text("overview.host.noRoom", first.name())
                : text("overview.host.room", fits, first.name());
    }

    private static PodStatus first(List<PodStatus> pods) {
        return pods.stream()
                .filter(pod -> pod.pending().nodes() > 0 || pod.load().queued() > 0)
                .findFirst()
                .orElse(pods.get((pods.size() - 1) / 2));
    }

    /// Which others would fit instead.
    private String instead(List<PodStatus> pods) {
        if (pods.size() < 2 || isFull()) {
            return "";
        }
        PodName told = first(pods).name();
        return pods.stream()
                .map(PodStatus::name)
                .filter(pod -> !pod.equals(told))
                .limit(2)
                .map(pod -> text("overview.host.instead", room.getOrDefault(pod, 0), pod))
                .collect(Collectors.joining(" · "));
    }

    private double sum(ToDoubleFunction<HostStatus> figure) {
        return hosts.stream().mapToDouble(figure).sum();
    }

    /// The sum over all hosts; empty when one of them is unknown.
    private OptionalDouble known(Function<HostStatus, OptionalDouble> figure) {
        double sum = 0;
        for (HostStatus host : hosts) {
            OptionalDouble value = figure.apply(host);
            if (value.isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += value.getAsDouble();
        }
        return OptionalDouble.of(sum);
    }

    private static String number(double value) {
        return value >= 99.95 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}

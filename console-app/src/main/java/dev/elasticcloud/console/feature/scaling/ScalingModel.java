package dev.elasticcloud.console.feature.scaling;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.PacedRefresh;
import dev.elasticcloud.console.connection.RecordClient;
import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.Row;
import dev.elasticcloud.console.control.Rows;
import dev.elasticcloud.console.control.chart.NodesChart;
import dev.elasticcloud.console.control.chart.Series;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.record.PodHistory.Point;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// Why one pod scales as it does. Asks after a snapshot, at most once a second, while it is watched.
public final class ScalingModel {

    private static final int MOST = 1_000;
    private static final int POINTS = 600;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// Which decisions the list has.
    enum Shown {
        ALL("All"),
        ACTS("Changes"),
        HOLDS("Held");

        private final String title;

        Shown(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /// The chart with the decisions on its time axis.
    record Chart(NodesChart.Data nodes, List<Decision> decisions) {
        static final Chart NONE = new Chart(NodesChart.Data.NONE, List.of());

        Chart {
            decisions = List.copyOf(decisions);
        }
    }

    private final CloudConnection connection;
    private final RecordClient records;
    private final PacedRefresh pace;
    private final ChangeListener<CloudSnapshot> listener = (o, before, now) -> follow(now);
    private final Rows<Instant, Decision> rows = new Rows<>(Decision::at);
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper counts = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<PodName>> pods =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable PodName> pod = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Chart> chart = new ReadOnlyObjectWrapper<>(Chart.NONE);
    private final ReadOnlyObjectWrapper<@Nullable Decision> current = new ReadOnlyObjectWrapper<>();
    private ScalingRange range = ScalingRange.MINUTES_15;
    private Shown shown = Shown.ALL;
    private String search = "";
    private List<Decision> decisions = List.of();
    private @Nullable Instant wanted;
    private long question;

    public ScalingModel(CloudConnection connection) {
        this.connection = connection;
        this.records = new RecordClient(connection);
        this.pace = new PacedRefresh(connection, PAUSE, this::ask);
        showPods(connection.snapshot());
    }

    /// Tells whether the screen is shown; nothing is asked otherwise.
    void watch(boolean on) {
        connection.snapshotProperty().removeListener(listener);
        if (on) {
            connection.snapshotProperty().addListener(listener);
            showPods(connection.snapshot());
            pace.now();
        }
    }

    Rows<Instant, Decision> rows() {
        return rows;
    }

    ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// How many decisions there are in the range.
    ReadOnlyStringProperty countsProperty() {
        return counts.getReadOnlyProperty();
    }

    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<PodName>> podsProperty() {
        return pods.getReadOnlyProperty();
    }

    /// The pod that is shown; none while there is none.
    ReadOnlyObjectProperty<@Nullable PodName> podProperty() {
        return pod.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Chart> chartProperty() {
        return chart.getReadOnlyProperty();
    }

    /// The decision whose reasons are shown; none at first.
    ReadOnlyObjectProperty<@Nullable Decision> currentProperty() {
        return current.getReadOnlyProperty();
    }

    ScalingRange range() {
        return range;
    }

    Shown shown() {
        return shown;
    }

    Instant now() {
        return connection.snapshot().at();
    }

    /// The place of the shown pod among all, from 0, by which it gets its colour.
    int podNumber() {
        return Math.max(0, pods.get().indexOf(pod.get()));
    }

    private void follow(CloudSnapshot now) {
        showPods(now);
        pace.request();
    }

    private void showPods(CloudSnapshot now) {
        List<PodName> names = now.podsBySize().stream().map(PodStatus::name).toList();
        if (!names.equals(pods.get())) {
            pods.set(names);
            if (pod.get() == null || !names.contains(pod.get())) {
                pod.set(names.isEmpty() ? null : names.getFirst());
            }
        }
        PodName name = pod.get();
        summary.set(
                name == null ? "no pod yet" : now.pod(name).map(ScalingModel::state).orElse(""));
    }

    private static String state(PodStatus status) {
        var elasticity = status.spec().elasticity();
        return elasticity.enabled()
                ? "%s: %d online, elastic from %d to %d"
                        .formatted(
                                status.name(), status.online(), elasticity.min(), elasticity.max())
                : "%s: %d online, elasticity is off, so nothing is decided"
                        .formatted(status.name(), status.online());
    }

    private void ask() {
        Instant now = connection.snapshot().at();
        PodName name = pod.get();
        if (name == null) {
            return;
        }
        long mine = ++question;
        HistoryRange past =
                new HistoryRange(now.minus(range.span()), now, range.span().dividedBy(POINTS));
        records.past(
                List.of(name),
                past,
                found -> found.pods().getFirst(),
                history -> {
                    if (mine == question) {
                        problem.set("");
                        showHistory(history, past);
                    }
                },
                problem::set);
        records.decisions(
                List.of(name),
                MOST,
                found -> {
                    if (mine == question) {
                        showDecisions(found, past.from());
                    }
                },
                problem::set);
    }

    private void showHistory(PodHistory history, HistoryRange past) {
        NodesChart.Data data =
                new NodesChart.Data(
                        past.from().toEpochMilli(),
                        past.to().toEpochMilli(),
                        series(history, Point::online),
                        series(history, Point::demand),
                        history.scalings().stream()
                                .map(
                                        d ->
                                                new NodesChart.Marker(
                                                        d.at().toEpochMilli(),
                                                        d.verdict() == Decision.Verdict.SCALE_UP))
                                .toList(),
                        OptionalInt.empty(),
                        mostNodes(history.pod()));
        chart.set(new Chart(data, decisions));
    }

    private int mostNodes(PodName name) {
        return connection.snapshot().pod(name).map(p -> p.spec().maxNodes()).orElse(0);
    }

    private static Series series(PodHistory history, ToDoubleFunction<Point> value) {
        return Series.of(history.points(), point -> point.at().toEpochMilli(), value);
    }

    private void showDecisions(List<Decision> found, Instant from) {
        decisions = found.stream().filter(d -> !d.until().isBefore(from)).toList();
        chart.set(new Chart(chart.get().nodes(), decisions));
        long acts = decisions.stream().filter(Decision::changesCount).count();
        counts.set(
                "%s · %s"
                        .formatted(
                                Figures.counted(acts, "change", "changes"),
                                Figures.counted(decisions.size() - acts, "hold", "holds")));
        Instant looked = wanted;
        if (looked != null) {
            decisions.stream()
                    .filter(d -> !d.at().isAfter(looked) && !d.until().isBefore(looked))
                    .findFirst()
                    .ifPresent(current::set);
            wanted = null;
        }
        refreshCurrent();
        filterRows();
    }

    /// A hold goes on while it is shown.
    private void refreshCurrent() {
        Decision known = current.get();
        if (known != null) {
            decisions.stream()
                    .filter(d -> d.at().equals(known.at()))
                    .findFirst()
                    .ifPresent(current::set);
        }
    }

    private void filterRows() {
        rows.show(
                decisions.stream()
                        .filter(
                                d ->
                                        switch (shown) {
                                            case ALL -> true;
                                            case ACTS -> d.changesCount();
                                            case HOLDS ->
                                                    !d.changesCount() && !d.brakes().isEmpty();
                                        })
                        .filter(d -> search.isBlank() || DecisionText.contains(d, search))
                        .toList());
    }

    void showPod(PodName changed) {
        if (!changed.equals(pod.get()) && pods.get().contains(changed)) {
            pod.set(changed);
            current.set(null);
            decisions = List.of();
            chart.set(Chart.NONE);
            filterRows();
            showPods(connection.snapshot());
            ask();
        }
    }

    void showRange(ScalingRange changed) {
        range = changed;
        ask();
    }

    void show(Shown changed) {
        shown = changed;
        filterRows();
    }

    void search(String words) {
        search = words;
        filterRows();
    }

    void select(@Nullable Instant at) {
        current.set(
                at == null
                        ? null
                        : decisions.stream()
                                .filter(d -> d.at().equals(at))
                                .findFirst()
                                .orElse(null));
    }

    /// Goes to the decision that is in force at a time, once it is known.
    void selectAt(Instant time) {
        wanted = time;
        ask();
    }

    /// Goes to the next newer (-1) or older (1) decision of the list.
    void step(int by) {
        List<Row<Instant, Decision>> list = rows.list();
        if (list.isEmpty()) {
            return;
        }
        Decision known = current.get();
        int at = -1;
        for (int i = 0; i < list.size() && known != null; i++) {
            at = list.get(i).key().equals(known.at()) ? i : at;
        }
        current.set(list.get(Math.clamp(at + by, 0, list.size() - 1)).value());
    }

    /// The decisions of the list, as JSON.
    String json() {
        return DecisionJson.of(rows.list().stream().map(row -> row.value()).toList());
    }
}

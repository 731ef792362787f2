package dev.elasticcloud.console.feature.scaling;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.PacedRefresh;
import dev.elasticcloud.console.connection.RecordClient;
import dev.elasticcloud.console.feature.scaling.ribbon.Ribbon;
import dev.elasticcloud.console.feature.scaling.waterfall.ReactionSummary;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// Why one pod scales as it does. Requests data after a snapshot, at most once a second, while the
/// screen is shown.
public final class ScalingModel {

    private static final String RANGE = "scaling.range";
    private static final int MOST = 1_000;
    private static final int POINTS = 600;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CloudConnection connection;
    private final RecordClient records;
    private final PacedRefresh pace;
    private final ChangeListener<CloudSnapshot> listener = (o, before, now) -> follow(now);
    private final Preferences preferences;
    private final DecisionList decisions;
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<PodName>> pods =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable PodName> pod = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Ribbon> ribbon = new ReadOnlyObjectWrapper<>(Ribbon.NONE);
    private final ReadOnlyObjectWrapper<ReactionSummary> reactions =
            new ReadOnlyObjectWrapper<>(ReactionSummary.of(List.of()));
    private ScalingRange range;
    private long question;

    /// The changes of the range, of which the list has only the latest.
    private List<Decision> changes = List.of();

    /// @param preferences store the range and the list's filter
    public ScalingModel(CloudConnection connection, Preferences preferences) {
        this.connection = connection;
        this.preferences = preferences;
        this.range = preferences.get(RANGE, ScalingRange.MINUTES_15);
        this.decisions = new DecisionList(preferences);
        this.records = new RecordClient(connection);
        this.pace = new PacedRefresh(connection, PAUSE, this::ask);
        showPods(connection.snapshot());
    }

    /// Sets whether the screen is shown; nothing is requested otherwise.
    void watch(boolean on) {
        connection.snapshotProperty().removeListener(listener);
        if (on) {
            connection.snapshotProperty().addListener(listener);
            showPods(connection.snapshot());
            pace.now();
        }
    }

    DecisionList decisions() {
        return decisions;
    }

    ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<PodName>> podsProperty() {
        return pods.getReadOnlyProperty();
    }

    /// The pod that is shown; absent while there is none.
    ReadOnlyObjectProperty<@Nullable PodName> podProperty() {
        return pod.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Ribbon> ribbonProperty() {
        return ribbon.getReadOnlyProperty();
    }

    /// How long the latest reactions took.
    ReadOnlyObjectProperty<ReactionSummary> reactionsProperty() {
        return reactions.getReadOnlyProperty();
    }

    ScalingRange range() {
        return range;
    }

    Instant now() {
        return connection.snapshot().at();
    }

    /// The rank of the shown pod among all, from 0, which determines its colour.
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
                forget();
            }
        }
        PodName name = pod.get();
        summary.set(
                name == null
                        ? text("scaling.noPod")
                        : now.pod(name).map(ScalingModel::state).orElse(""));
    }

    private static String state(PodStatus status) {
        var elasticity = status.spec().elasticity();
        return elasticity.enabled()
                ? text(
                        "scaling.elastic",
                        status.name(),
                        status.online(),
                        elasticity.min(),
                        elasticity.max())
                : text("scaling.notElastic", status.name(), status.online());
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
        changes = history.scalings();
        connection
                .snapshot()
                .pod(history.pod())
                .map(PodStatus::spec)
                .ifPresent(spec -> ribbon.set(Ribbon.of(history, past, spec.slots(), most(spec))));
    }

    private static int most(PodSpec spec) {
        return spec.elasticity().enabled() ? spec.elasticity().max() : spec.maxNodes();
    }

    private void showDecisions(List<Decision> found, Instant from) {
        reactions.set(ReactionSummary.of(found));
        decisions.set(found.stream().filter(d -> !d.until().isBefore(from)).toList());
    }

    void showPod(PodName changed) {
        if (!changed.equals(pod.get()) && pods.get().contains(changed)) {
            pod.set(changed);
            forget();
            showPods(connection.snapshot());
            ask();
        }
    }

    /// Forgets what was shown of another pod, and does not wait for its answers any longer.
    private void forget() {
        question++;
        changes = List.of();
        decisions.clear();
        ribbon.set(Ribbon.NONE);
        reactions.set(ReactionSummary.of(List.of()));
    }

    void showRange(ScalingRange changed) {
        range = changed;
        preferences.put(RANGE, changed);
        ask();
    }

    /// Goes to the decision of the list that was made at a time, or was in force then.
    void pick(Instant time) {
        decisions.pick(time, changes);
    }

    /// Goes to the decision in force at a time, once it is known.
    void selectAt(Instant time) {
        decisions.selectAt(time);
        ask();
    }
}

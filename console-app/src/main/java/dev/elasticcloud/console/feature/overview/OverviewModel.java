package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.control.Accent;
import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.HostMeter;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The overview's properties and commands; follows each snapshot.
public final class OverviewModel {

    /// The age from which a snapshot is reported as old. A newer one shows no age: a text that
    /// counts seconds would be redrawn each second although nothing else changed.
    private static final Duration STALE = Duration.ofSeconds(10);

    /// With more pods than this, each is a row of a table instead of a card.
    private static final int MOST_CARDS = 6;

    private static final String RANGE = "overview.range";
    private static final String COMPACT = "overview.compact";

    private final CloudConnection connection;
    private final InstantSource clock;
    private final Consumer<String> notify;

    private final ReadOnlyStringWrapper header = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Kpis> kpis = new ReadOnlyObjectWrapper<>(Kpis.UNKNOWN);
    private final ReadOnlyObjectWrapper<TimeRange> range =
            new ReadOnlyObjectWrapper<>(TimeRange.RECENT);
    private final ReadOnlyObjectWrapper<HostMeter.Data> host =
            new ReadOnlyObjectWrapper<>(HostMeter.Data.unknown());
    private final ReadOnlyBooleanWrapper compact = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyStringWrapper empty = new ReadOnlyStringWrapper("");
    private final Preferences preferences;
    private boolean watched;
    private final ObservableList<PodCardModel> cards = FXCollections.observableArrayList();

    /// Held weakly by the connection, which outlives the screen.
    private final ChangeListener<CloudSnapshot> following = (property, before, now) -> follow(now);

    /// @param notify receives what went wrong, as a sentence
    public OverviewModel(
            CloudConnection connection,
            InstantSource clock,
            Preferences preferences,
            Consumer<String> notify) {
        this.connection = connection;
        this.clock = clock;
        this.preferences = preferences;
        this.notify = notify;
        range.set(preferences.get(RANGE, TimeRange.RECENT));
        connection.snapshotProperty().addListener(new WeakChangeListener<>(following));
        follow(connection.snapshot());
    }

    public ReadOnlyStringProperty headerProperty() {
        return header.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Kpis> kpisProperty() {
        return kpis.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<TimeRange> rangeProperty() {
        return range.getReadOnlyProperty();
    }

    /// The hosts' capacity, each pod's share, and what still fits.
    public ReadOnlyObjectProperty<HostMeter.Data> hostProperty() {
        return host.getReadOnlyProperty();
    }

    /// Whether pods are rows of a table: when there are many, or as the user chose.
    public ReadOnlyBooleanProperty compactProperty() {
        return compact.getReadOnlyProperty();
    }

    /// The text shown while there is no pod.
    public ReadOnlyStringProperty emptyProperty() {
        return empty.getReadOnlyProperty();
    }

    boolean connected() {
        return connection.snapshot().number() > 0;
    }

    /// The style class of a pod's colour.
    String accent(PodName pod) {
        return "accent-" + Accent.of(Math.max(0, names().indexOf(pod)));
    }

    public void showCompact(boolean rows) {
        preferences.put(COMPACT, String.valueOf(rows));
        settleForm();
    }

    private void settleForm() {
        String usual = String.valueOf(cards.size() > MOST_CARDS);
        compact.set(Boolean.parseBoolean(preferences.get(COMPACT, usual)));
        watchCards();
    }

    private void watchCards() {
        cards.forEach(card -> card.watch(watched && !compact.get()));
    }

    /// Cards in order of the pods' size. The list changes only when pods are added or removed.
    public ObservableList<PodCardModel> cards() {
        return FXCollections.unmodifiableObservableList(cards);
    }

    public void showRange(TimeRange changed) {
        if (changed != range.get()) {
            range.set(changed);
            preferences.put(RANGE, changed.name());
            cards.forEach(card -> card.show(changed));
        }
    }

    /// Sets whether the overview is shown; it requests histories only then.
    public void watch(boolean on) {
        watched = on;
        watchCards();
    }

    /// Call it about once a second while the overview is on the screen.
    public void tick() {
        describe(connection.snapshot());
        cards.forEach(PodCardModel::tick);
    }

    private void follow(CloudSnapshot snapshot) {
        List<PodStatus> pods = snapshot.podsBySize();
        if (!pods.stream().map(PodStatus::name).toList().equals(names())) {
            Map<PodName, PodCardModel> known =
                    cards.stream()
                            .collect(Collectors.toMap(PodCardModel::name, Function.identity()));
            cards.setAll(
                    pods.stream().map(pod -> known.getOrDefault(pod.name(), card(pod))).toList());
        }
        for (int i = 0; i < pods.size(); i++) {
            cards.get(i).follow(pods.get(i), HostFigures.ceiling(snapshot, pods.get(i)));
        }
        settleForm();
        empty.set(connected() ? text("overview.noPods") : text("overview.waiting"));
        host.set(HostFigures.of(snapshot, this::accent));
        kpis.set(Kpis.of(snapshot));
        describe(snapshot);
    }

    private PodCardModel card(PodStatus pod) {
        return new PodCardModel(connection, clock, notify, pod, range.get());
    }

    private List<PodName> names() {
        return cards.stream().map(PodCardModel::name).toList();
    }

    private void describe(CloudSnapshot snapshot) {
        header.set(headerOf(snapshot));
    }

    private String headerOf(CloudSnapshot snapshot) {
        if (snapshot.number() == 0) {
            return text("overview.waitingFirst");
        }
        List<PodStatus> pods = snapshot.podsBySize();
        Duration age = Duration.between(snapshot.at(), clock.instant());
        boolean stale = age.compareTo(STALE) >= 0;
        return text(
                "overview.summary",
                count("count.pods", pods.size()),
                count("count.nodes", Kpis.online(pods)),
                stale
                        ? text("overview.noUpdate", Figures.clock(snapshot.at()))
                        : count("count.spares", Kpis.spares(pods)));
    }
}

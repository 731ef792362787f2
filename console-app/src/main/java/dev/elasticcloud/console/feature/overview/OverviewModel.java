package dev.elasticcloud.console.feature.overview;

import dev.elasticcloud.console.connection.CloudConnection;
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
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The overview's properties and commands; follows each snapshot.
public final class OverviewModel {

    private final CloudConnection connection;
    private final InstantSource clock;
    private final Consumer<String> notify;

    private final ReadOnlyStringWrapper header = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Kpis> kpis = new ReadOnlyObjectWrapper<>(Kpis.UNKNOWN);
    private final ReadOnlyObjectWrapper<TimeRange> range =
            new ReadOnlyObjectWrapper<>(TimeRange.RECENT);
    private boolean watched;
    private final ObservableList<PodCardModel> cards = FXCollections.observableArrayList();

    /// @param notify receives what went wrong, as a sentence
    public OverviewModel(CloudConnection connection, Consumer<String> notify) {
        this(connection, InstantSource.system(), notify);
    }

    public OverviewModel(CloudConnection connection, InstantSource clock, Consumer<String> notify) {
        this.connection = connection;
        this.clock = clock;
        this.notify = notify;
        connection.snapshotProperty().addListener((o, before, now) -> follow(now));
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

    /// Cards in order of the pods' size. The list changes only when pods are added or removed.
    public ObservableList<PodCardModel> cards() {
        return FXCollections.unmodifiableObservableList(cards);
    }

    public void showRange(TimeRange changed) {
        if (changed != range.get()) {
            range.set(changed);
            cards.forEach(card -> card.show(changed));
        }
    }

    /// Tells whether the overview is on the screen; it asks for histories only then.
    public void watch(boolean on) {
        watched = on;
        cards.forEach(card -> card.watch(on));
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
            cards.get(i).watch(watched);
            cards.get(i).follow(pods.get(i));
        }
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
            return "waiting for the first snapshot";
        }
        List<PodStatus> pods = snapshot.podsBySize();
        return "%s · %s online · %s · updated %s"
                .formatted(
                        OverviewText.counted(pods.size(), "pod", "pods"),
                        OverviewText.counted(Kpis.online(pods), "node", "nodes"),
                        OverviewText.counted(Kpis.spares(pods), "spare", "spares"),
                        OverviewText.ago(Duration.between(snapshot.at(), clock.instant())));
    }
}

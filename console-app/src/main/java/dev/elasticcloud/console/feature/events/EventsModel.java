package dev.elasticcloud.console.feature.events;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.PacedRefresh;
import dev.elasticcloud.console.connection.RecordClient;
import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.Rows;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.EventQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The timeline of events, decisions and changes, newest first. Requests new entries after a
/// snapshot, at most once in two seconds, while the screen is shown.
public final class EventsModel {

    private static final String SOURCES = "events.sources";
    private static final String TROUBLE = "events.trouble-only";
    private static final String SEARCH = "events.search";
    private static final int MOST = 5_000;
    private static final int KEPT = 2 * MOST;
    private static final int DECISIONS = 300;
    private static final int CHANGES = 500;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final CloudConnection connection;
    private final RecordClient records;
    private final PacedRefresh pace;
    private final Rows<String, Entry> rows = new Rows<>(Entry::key);
    private final Map<String, Entry> known = new TreeMap<>();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Entry> current = new ReadOnlyObjectWrapper<>();
    private final Preferences preferences;
    private final Set<Entry.Source> sources;
    private boolean troubleOnly;
    private String search;
    private long lastEvent;

    /// @param preferences store the filters
    public EventsModel(CloudConnection connection, Preferences preferences) {
        this.connection = connection;
        this.preferences = preferences;
        this.sources =
                preferences.get(SOURCES, Entry.Source.class, EnumSet.allOf(Entry.Source.class));
        this.troubleOnly = Boolean.parseBoolean(preferences.get(TROUBLE, "false"));
        this.search = preferences.get(SEARCH, "");
        this.records = new RecordClient(connection);
        this.pace = new PacedRefresh(connection, PAUSE, this::refresh);
    }

    /// Sets whether the screen is shown; nothing is requested otherwise.
    void watch(boolean on) {
        pace.watch(on);
    }

    Rows<String, Entry> rows() {
        return rows;
    }

    ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// The entry shown in detail; none at first.
    ReadOnlyObjectProperty<@Nullable Entry> currentProperty() {
        return current.getReadOnlyProperty();
    }

    /// Why this user may not see the audit log; empty when they may.
    String auditRefusal() {
        return connection.refusal(Role.OWNER);
    }

    Instant now() {
        return connection.snapshot().at();
    }

    private void refresh() {
        records.events(
                new EventQuery(null, Set.of(), null, lastEvent, MOST),
                this::addEvents,
                problem::set);
        Collection<PodName> pods = connection.snapshot().pods().keySet();
        records.decisions(
                pods,
                DECISIONS,
                found -> add(found.stream().map(Entry::of).toList()),
                problem::set);
        if (auditRefusal().isEmpty()) {
            records.audit(
                    CHANGES, found -> add(found.stream().map(Entry::of).toList()), problem::set);
        }
    }

    private void addEvents(List<CloudEvent> found) {
        problem.set("");
        lastEvent = found.stream().mapToLong(CloudEvent::id).max().orElse(lastEvent);
        add(found.stream().map(Entry::of).toList());
    }

    private void add(List<Entry> entries) {
        boolean changed = false;
        for (Entry entry : entries) {
            changed |= !entry.equals(known.put(entry.key(), entry));
        }
        if (known.size() > KEPT) {
            forgetOldest();
        }
        if (changed || summary.get().isEmpty()) {
            filter();
        }
    }

    /// Limited, so that a console that stays open for days does not grow.
    private void forgetOldest() {
        known.values().stream()
                .sorted(Comparator.comparing(Entry::at))
                .limit(known.size() - MOST)
                .toList()
                .forEach(old -> known.remove(old.key()));
    }

    private void filter() {
        List<Entry> shown = new ArrayList<>();
        for (Entry entry : known.values()) {
            boolean trouble = entry.severity() != CloudEvent.Severity.INFO;
            if (sources.contains(entry.source())
                    && (!troubleOnly || trouble)
                    && (search.isBlank() || entry.contains(search))) {
                shown.add(entry);
            }
        }
        shown.sort(Comparator.comparing(Entry::at).reversed().thenComparing(Entry::key));
        rows.show(shown.size() > MOST ? shown.subList(0, MOST) : shown);
        summary.set(
                shown.size() == known.size()
                        ? count("events.count", shown.size())
                        : text(
                                "events.shown",
                                Figures.count(shown.size()),
                                Figures.count(known.size())));
    }

    String search() {
        return search;
    }

    boolean shows(Entry.Source source) {
        return sources.contains(source);
    }

    boolean showsTroubleOnly() {
        return troubleOnly;
    }

    void search(String words) {
        search = words;
        preferences.put(SEARCH, words);
        filter();
    }

    void show(Entry.Source source, boolean on) {
        if (on ? sources.add(source) : sources.remove(source)) {
            preferences.put(SOURCES, sources);
            filter();
        }
    }

    void showTroubleOnly(boolean on) {
        troubleOnly = on;
        preferences.put(TROUBLE, String.valueOf(on));
        filter();
    }

    void select(@Nullable String key) {
        current.set(key == null ? null : known.get(key));
    }
}

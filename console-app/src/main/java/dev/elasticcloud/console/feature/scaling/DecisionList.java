package dev.elasticcloud.console.feature.scaling;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Row;
import dev.elasticcloud.console.control.Rows;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.manager.model.record.Decision;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The decisions of one pod in a range of time: those that match the filter, and the selected one.
final class DecisionList {

    /// Which decisions are shown.
    enum Shown {
        ALL(() -> text("scaling.list.all")),
        ACTS(() -> text("scaling.list.changes")),
        HOLDS(() -> text("scaling.list.held"));

        private final Supplier<String> title;

        Shown(Supplier<String> title) {
            this.title = title;
        }

        String title() {
            return title.get();
        }
    }

    private static final String SHOWN = "scaling.shown";
    private static final String SEARCH = "scaling.search";

    private final Rows<Instant, Decision> rows = new Rows<>(Decision::at);
    private final ReadOnlyStringWrapper counts = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Decision> current = new ReadOnlyObjectWrapper<>();
    private final Preferences preferences;
    private Shown shown;
    private String search;
    private List<Decision> all = List.of();
    private @Nullable Instant wanted;
    private boolean userChose;

    /// @param preferences store what is shown
    DecisionList(Preferences preferences) {
        this.preferences = preferences;
        this.shown = preferences.get(SHOWN, Shown.ALL);
        this.search = preferences.get(SEARCH, "");
    }

    Rows<Instant, Decision> rows() {
        return rows;
    }

    /// How many decisions there are in the range.
    ReadOnlyStringProperty countsProperty() {
        return counts.getReadOnlyProperty();
    }

    /// The decision whose reasons are shown; none at first.
    ReadOnlyObjectProperty<@Nullable Decision> currentProperty() {
        return current.getReadOnlyProperty();
    }

    Shown shown() {
        return shown;
    }

    /// All decisions of the range, shown or not.
    List<Decision> all() {
        return all;
    }

    void clear() {
        current.set(null);
        userChose = false;
        all = List.of();
        counts.set("");
        filter();
    }

    void set(List<Decision> found) {
        all = List.copyOf(found);
        long acts = all.stream().filter(Decision::changesCount).count();
        counts.set(
                "%s · %s"
                        .formatted(
                                count("scaling.list.countChanges", acts),
                                count("scaling.list.countHolds", all.size() - acts)));
        Instant looked = wanted;
        if (looked != null) {
            all.stream().filter(d -> isInForce(d, looked)).findFirst().ifPresent(current::set);
            wanted = null;
        }
        refreshCurrent();
        chooseFirst();
        filter();
    }

    /// Shows the reasons of the latest change, or of the latest decision, until the user chooses.
    private void chooseFirst() {
        if (current.get() == null && !userChose && !all.isEmpty()) {
            current.set(
                    all.stream().filter(Decision::changesCount).findFirst().orElse(all.getFirst()));
        }
    }

    /// A hold continues while it is shown.
    private void refreshCurrent() {
        Decision known = current.get();
        if (known != null) {
            all.stream().filter(d -> d.at().equals(known.at())).findFirst().ifPresent(current::set);
        }
    }

    private void filter() {
        rows.show(
                all.stream()
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

    void show(Shown changed) {
        shown = changed;
        preferences.put(SHOWN, changed);
        filter();
    }

    String search() {
        return search;
    }

    void search(String words) {
        search = words;
        preferences.put(SEARCH, words);
        filter();
    }

    void select(@Nullable Instant at) {
        userChose = true;
        current.set(
                at == null
                        ? null
                        : all.stream().filter(d -> d.at().equals(at)).findFirst().orElse(null));
    }

    /// Selects the decision made at a time, or else the one in force then; keeps the selection when
    /// there is none.
    ///
    /// @param more decisions that are too old for the list
    void pick(Instant time, List<Decision> more) {
        userChose = true;
        Stream.concat(all.stream(), more.stream())
                .filter(d -> d.at().equals(time))
                .findFirst()
                .or(() -> all.stream().filter(d -> isInForce(d, time)).findFirst())
                .ifPresent(current::set);
    }

    private static boolean isInForce(Decision decision, Instant time) {
        return !decision.at().isAfter(time) && !decision.until().isBefore(time);
    }

    /// Selects the decision in force at a time, once it is known.
    void selectAt(Instant time) {
        wanted = time;
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

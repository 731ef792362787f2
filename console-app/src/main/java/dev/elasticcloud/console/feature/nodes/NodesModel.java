package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.NodeClient;
import dev.elasticcloud.console.control.Accent;
import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.Rows;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// All nodes of the cloud: which are shown and selected, and their life over time. Follows each
/// snapshot while the screen is shown.
public final class NodesModel {

    private static final String RANGE = "nodes.range";
    private static final String FILTER = "nodes.filter";
    private static final String HIDDEN = "nodes.hidden-columns";

    private final CloudConnection connection;
    private final Preferences preferences;
    private final NodeClient nodes;
    private final LifeReaderModel lives;
    private final ChangeListener<CloudSnapshot> listener = (o, before, now) -> follow(now);

    private final Rows<NodeName, NodeItem> rows = new Rows<>(NodeItem::name);
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper shownCount = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper bulkSummary = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<LifeView> life = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<LifeRange> range =
            new ReadOnlyObjectWrapper<>(LifeRange.MINUTES_15);
    private final ReadOnlyObjectWrapper<@Nullable NodeName> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Set<NodeName>> checked =
            new ReadOnlyObjectWrapper<>(Set.of());

    private NodeFilter filter = NodeFilter.ALL;
    private Set<NodeName> brushed = Set.of();
    private List<NodeItem> items = List.of();
    private @Nullable BulkRun bulk;
    private LifeBook book;

    /// The lives of all nodes at one moment, for the map.
    ///
    /// @param number grows with each change of the book
    record LifeView(LifeBook book, long number, Map<PodName, String> accents) {}

    /// @param preferences store the filter, the range and the columns
    public NodesModel(CloudConnection connection, Preferences preferences) {
        this.connection = connection;
        this.preferences = preferences;
        range.set(preferences.get(RANGE, LifeRange.MINUTES_15));
        filter = NodeFilter.parse(filterText());
        this.nodes = new NodeClient(connection);
        this.lives = new LifeReaderModel(connection);
        this.book = LifeBook.empty(range.get(), connection.snapshot().at());
        show(connection.snapshot());
    }

    /// Sets whether the screen is shown; snapshots are ignored otherwise.
    void watch(boolean on) {
        connection.snapshotProperty().removeListener(listener);
        if (on) {
            connection.snapshotProperty().addListener(listener);
            show(connection.snapshot());
            readPast();
        }
    }

    Rows<NodeName, NodeItem> rows() {
        return rows;
    }

    ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    ReadOnlyStringProperty shownCountProperty() {
        return shownCount.getReadOnlyProperty();
    }

    /// Why the filter is invalid or the history could not be read; empty when all is well.
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyStringProperty bulkSummaryProperty() {
        return bulkSummary.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<LifeView> lifeProperty() {
        return life.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<LifeRange> rangeProperty() {
        return range.getReadOnlyProperty();
    }

    /// The node that is shown in detail; none at first.
    ReadOnlyObjectProperty<@Nullable NodeName> currentProperty() {
        return current.getReadOnlyProperty();
    }

    /// The nodes selected for a bulk action.
    ReadOnlyObjectProperty<Set<NodeName>> checkedProperty() {
        return checked.getReadOnlyProperty();
    }

    NodePaneModel pane() {
        return new NodePaneModel(connection, this);
    }

    /// Why this user may not change nodes; empty when they may.
    String refusal() {
        return connection.refusal(Role.OWNER);
    }

    private void follow(CloudSnapshot now) {
        BulkRun running = bulk;
        if (running != null) {
            running.follow(now);
            bulkSummary.set(running.summary());
        }
        book.follow(now);
        show(now);
    }

    private void show(CloudSnapshot now) {
        List<NodeItem> all = new ArrayList<>();
        Map<PodName, String> accents = new TreeMap<>();
        for (PodStatus pod : now.podsBySize()) {
            String accent = Accent.of(accents.size());
            accents.put(pod.name(), accent);
            for (NodeStatus node : pod.nodes()) {
                all.add(item(now, pod, node, accent));
            }
        }
        items = all;
        Set<NodeName> present = all.stream().map(NodeItem::name).collect(Collectors.toSet());
        if (!present.containsAll(checked.get())) {
            Set<NodeName> kept = new TreeSet<>(checked.get());
            kept.retainAll(present);
            checked.set(kept);
        }
        summary.set(NodesText.summary(now));
        life.set(new LifeView(book, life.get() == null ? 0 : life.get().number() + 1, accents));
        filterRows();
    }

    private NodeItem item(CloudSnapshot now, PodStatus pod, NodeStatus node, String accent) {
        BulkRun running = bulk;
        return new NodeItem(
                pod.name(),
                node,
                pod.spec().limits(),
                pod.spec().slots(),
                accent,
                now.at(),
                checked.get().contains(node.node()),
                running == null ? "" : running.progress(node.node()));
    }

    private void filterRows() {
        List<NodeItem> shown =
                items.stream()
                        .filter(filter.test())
                        .filter(item -> brushed.isEmpty() || brushed.contains(item.name()))
                        .toList();
        rows.show(shown);
        shownCount.set(
                shown.size() == items.size()
                        ? count("count.nodes", items.size())
                        : text(
                                "nodes.shown",
                                Figures.count(shown.size()),
                                Figures.count(items.size())));
    }

    /// Whether there is any node, shown or not.
    boolean isEmpty() {
        return items.isEmpty();
    }

    /// The filter of the nodes.
    String filterText() {
        return preferences.get(FILTER, "");
    }

    /// Columns of the table that the user has hidden.
    String hiddenColumns() {
        return preferences.get(HIDDEN, "");
    }

    void hideColumns(String ids) {
        preferences.put(HIDDEN, ids);
    }

    void filter(String text) {
        preferences.put(FILTER, text);
        filter = NodeFilter.parse(text);
        problem.set(filter.problem());
        filterRows();
    }

    /// Shows only these nodes in the table; all of them when none is given.
    void brush(Set<NodeName> changed) {
        brushed = Set.copyOf(changed);
        filterRows();
    }

    void showRange(LifeRange changed) {
        if (changed != range.get()) {
            range.set(changed);
            preferences.put(RANGE, changed);
            // Data of another range does not fit; data of the same range stays until it is
            // reloaded.
            book = LifeBook.empty(changed, connection.snapshot().at());
            follow(connection.snapshot());
            readPast();
        }
    }

    private void readPast() {
        lives.read(
                range.get(),
                read -> {
                    book = read;
                    problem.set(filter.problem());
                    follow(connection.snapshot());
                },
                problem::set);
    }

    void select(@Nullable NodeName node) {
        current.set(node);
    }

    /// Shows the node of this name in detail, if there is one.
    void selectNamed(String name) {
        items.stream()
                .map(NodeItem::name)
                .filter(node -> node.value().equals(name))
                .findFirst()
                .ifPresent(this::select);
    }

    void check(NodeName node, boolean on) {
        Set<NodeName> changed = new TreeSet<>(checked.get());
        if (on ? changed.add(node) : changed.remove(node)) {
            setChecked(changed);
        }
    }

    void toggle(NodeName node) {
        check(node, !checked.get().contains(node));
    }

    /// Selects all nodes that are shown.
    void checkShown() {
        setChecked(rows.list().stream().map(row -> row.key()).collect(Collectors.toSet()));
    }

    void checkNone() {
        bulk = null;
        bulkSummary.set("");
        setChecked(Set.of());
    }

    private void setChecked(Set<NodeName> changed) {
        checked.set(Set.copyOf(changed));
        show(connection.snapshot());
    }

    /// Runs an action on all selected nodes.
    void run(BulkAction action) {
        Map<NodeName, PodName> chosen = new TreeMap<>();
        items.stream()
                .filter(item -> checked.get().contains(item.name()))
                .forEach(item -> chosen.put(item.name(), item.pod()));
        if (!chosen.isEmpty()) {
            bulk = new BulkRun(nodes, action, chosen, () -> follow(connection.snapshot()));
            follow(connection.snapshot());
        }
    }

    boolean isBulkOver() {
        BulkRun running = bulk;
        return running == null || running.isOver();
    }

    /// The nodes shown, as CSV.
    String csv() {
        return NodesText.csv(rows.list().stream().map(row -> row.value()).toList());
    }

    @Nullable NodeItem item(NodeName name) {
        return items.stream().filter(i -> i.name().equals(name)).findFirst().orElse(null);
    }
}

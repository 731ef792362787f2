package dev.elasticcloud.console.feature.nodes;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.console.text.Texts;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The lives of all nodes on one canvas: a row for each node, time from left to right, processor use
/// by colour. Dragging over it selects the nodes that existed there.
final class LifeMap extends Region {

    private static final double DRAG = 4;

    private final LifeMapPainter painter = new LifeMapPainter(this::repaint);
    private final Label reading = new Label();
    private final Region cursor = part("cursor");
    private final Region brush = part("brush");
    private final Region mark = part("mark");
    private List<LifeMapLayout.Block> blocks = List.of();
    private NodesModel.@Nullable LifeView view;
    private @Nullable NodeName current;
    private double downX = -1;
    private double downY = -1;
    private long drawn = -1;
    private boolean dirty;

    private BiConsumer<NodeName, Boolean> onSelect = (node, add) -> {};
    private Consumer<Set<NodeName>> onBrush = nodes -> {};

    LifeMap() {
        getStyleClass().add("life-map");
        getStylesheets().add(Stylesheets.of(LifeMap.class));
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setPickOnBounds(true);
        reading.getStyleClass().add("reading");
        reading.setManaged(false);
        reading.setMouseTransparent(true);
        reading.setVisible(false);
        getChildren().addAll(painter.node(), painter.swatches(), mark, brush, cursor, reading);
        setOnMouseMoved(event -> point(event.getX(), event.getY()));
        setOnMouseExited(event -> point(-1, -1));
        setOnMousePressed(this::press);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(this::release);
        setOnKeyPressed(this::key);
    }

    private static Region part(String styleClass) {
        Region part = new Region();
        part.getStyleClass().add(styleClass);
        part.setManaged(false);
        part.setMouseTransparent(true);
        part.setVisible(false);
        return part;
    }

    /// @param listener receives a node and whether to add it to the selection
    void onSelect(BiConsumer<NodeName, Boolean> listener) {
        onSelect = listener;
    }

    /// @param listener receives the nodes that the brush covers; none when there is no brush
    void onBrush(Consumer<Set<NodeName>> listener) {
        onBrush = listener;
    }

    void show(NodesModel.LifeView changed) {
        view = changed;
        int nodes = changed.book().lines().values().stream().mapToInt(List::size).sum();
        setAccessibleText(
                Texts.text(
                        "nodes.lifeMap.accessible",
                        Texts.count("count.nodes", nodes),
                        Figures.clock(changed.book().begin(changed.book().oldest())),
                        Figures.clock(changed.book().begin(changed.book().newest() + 1))));
        requestLayout();
    }

    /// The height beyond which rows do not grow.
    double neededHeight() {
        NodesModel.LifeView shown = view;
        return shown == null ? 0 : LifeMapLayout.neededHeight(shown.book().lines());
    }

    void showCurrent(@Nullable NodeName node) {
        current = node;
        placeMark();
    }

    private void repaint() {
        dirty = true;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        NodesModel.LifeView shown = view;
        if (shown == null || getWidth() < 50 || getHeight() < 20) {
            return;
        }
        boolean resized = painter.resize(getWidth(), getHeight());
        if (dirty || resized || drawn != shown.number()) {
            dirty = false;
            drawn = shown.number();
            Map<PodName, List<LifeLine>> lines = shown.book().lines();
            blocks = LifeMapLayout.of(lines, getWidth(), getHeight());
            painter.draw(shown, blocks);
        }
        placeMark();
    }

    private void placeMark() {
        NodeName node = current;
        LifeMapLayout.Block block =
                node == null
                        ? null
                        : blocks.stream().filter(b -> b.row(node) >= 0).findFirst().orElse(null);
        mark.setVisible(block != null);
        if (block != null && node != null) {
            double y = block.y() + block.row(node) * block.rowHeight();
            double height = Math.max(5, block.rowHeight() + 2);
            mark.resizeRelocate(
                    block.left() - 4,
                    Math.round(y + block.rowHeight() / 2 - height / 2),
                    block.x() + block.width() - block.left() + 8,
                    height);
        }
    }

    private LifeMapLayout.@Nullable Block blockAt(double x, double y) {
        return blocks.stream().filter(b -> b.holds(x, y)).findFirst().orElse(null);
    }

    private void point(double x, double y) {
        LifeMapLayout.Block block = blockAt(x, y);
        NodesModel.LifeView shown = view;
        if (block == null || shown == null || x < block.x()) {
            reading.setVisible(false);
            cursor.setVisible(false);
            return;
        }
        reading.setVisible(true);
        cursor.setVisible(true);
        LifeBook book = shown.book();
        LifeLine line = block.lineAt(y);
        long step = book.oldest() + (long) ((x - block.x()) / block.width() * LifeLine.STEPS);
        reading.setText(text(line, step, book.begin(step)));
        reading.applyCss();
        double width = Math.ceil(reading.prefWidth(-1));
        double height = Math.ceil(reading.prefHeight(-1));
        double left = x + 14 + width > getWidth() ? x - 14 - width : x + 14;
        double top = Math.clamp(y + 12, 0, Math.max(0, getHeight() - height));
        reading.resizeRelocate(Math.max(0, left), top, width, height);
        cursor.resizeRelocate(Math.round(x), block.y(), 1, block.height());
    }

    private static String text(LifeLine line, long step, Instant at) {
        float cpu = line.cpu(step);
        LifePhase phase = line.phase(step);
        String what =
                phase == LifePhase.ONLINE && !Float.isNaN(cpu)
                        ? Texts.text("nodes.lifeMap.cpu", Math.round(cpu * 100))
                        : phase.word();
        return "%s  %s%n%s".formatted(Figures.clock(at), line.node(), what);
    }

    private void press(MouseEvent event) {
        requestFocus();
        downX = event.getX();
        downY = event.getY();
    }

    private void drag(MouseEvent event) {
        if (downX < 0 || Math.hypot(event.getX() - downX, event.getY() - downY) < DRAG) {
            return;
        }
        double x = Math.clamp(Math.min(downX, event.getX()), 0, getWidth());
        double y = Math.clamp(Math.min(downY, event.getY()), 0, getHeight());
        brush.setVisible(true);
        brush.resizeRelocate(
                x,
                y,
                Math.clamp(Math.max(downX, event.getX()), 0, getWidth()) - x,
                Math.clamp(Math.max(downY, event.getY()), 0, getHeight()) - y);
    }

    private void release(MouseEvent event) {
        if (brush.isVisible()
                && downX >= 0
                && Math.hypot(event.getX() - downX, event.getY() - downY) >= DRAG) {
            onBrush.accept(brushed());
        } else {
            clearBrush();
            LifeMapLayout.Block block = blockAt(event.getX(), event.getY());
            if (block != null) {
                onSelect.accept(block.lineAt(event.getY()).node(), event.isShortcutDown());
            }
        }
        downX = -1;
    }

    private Set<NodeName> brushed() {
        Set<NodeName> found = new TreeSet<>();
        NodesModel.LifeView shown = view;
        if (shown == null) {
            return found;
        }
        double left = brush.getLayoutX();
        double top = brush.getLayoutY();
        for (LifeMapLayout.Block block : blocks) {
            double from = Math.max(0, (left - block.x()) / block.width());
            double to = Math.min(1, (left + brush.getWidth() - block.x()) / block.width());
            if (from >= 1 || to <= 0) {
                continue;
            }
            long oldest = shown.book().oldest();
            long first = oldest + (long) (from * (LifeLine.STEPS - 1));
            long last = oldest + (long) (to * (LifeLine.STEPS - 1));
            for (int row = 0; row < block.lines().size(); row++) {
                double y = block.y() + row * block.rowHeight();
                boolean covered = y + block.rowHeight() > top && y < top + brush.getHeight();
                if (covered && block.lines().get(row).lived(first, last)) {
                    found.add(block.lines().get(row).node());
                }
            }
        }
        return found;
    }

    void clearBrush() {
        if (brush.isVisible()) {
            brush.setVisible(false);
            onBrush.accept(Set.of());
        }
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case UP -> move(-1);
            case DOWN -> move(1);
            case SPACE -> {
                NodeName node = current;
                if (node != null) {
                    onSelect.accept(node, true);
                }
            }
            case ESCAPE -> {
                if (!brush.isVisible()) {
                    return;
                }
                clearBrush();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int by) {
        List<NodeName> order = new ArrayList<>();
        blocks.forEach(block -> block.lines().forEach(line -> order.add(line.node())));
        if (!order.isEmpty()) {
            int at = current == null ? -1 : order.indexOf(current);
            int next = at < 0 ? 0 : Math.clamp(at + by, 0, order.size() - 1);
            onSelect.accept(order.get(next), false);
        }
    }
}

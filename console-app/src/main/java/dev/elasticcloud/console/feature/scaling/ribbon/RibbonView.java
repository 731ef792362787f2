package dev.elasticcloud.console.feature.scaling.ribbon;

import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Capacity, demand and decisions of a pod over time. A click on the rail pins the reason of what is
/// there. It paints only when its data, its size or the theme changes.
public final class RibbonView extends Region {

    private static final double LEAST_HEIGHT = 140;

    private final Canvas canvas = new Canvas();
    private final RibbonPaints paints = new RibbonPaints(this::repaint);
    private final RibbonPainter painter = new RibbonPainter(canvas, paints);
    private final Region crosshair = part("crosshair");
    private final Region chosen = part("chosen");
    private final Label reading = label("reading");
    private final Label pin = label("pin");
    private final Consumer<Instant> onPick;
    private Ribbon ribbon = Ribbon.NONE;
    private RailLayout rail = RailLayout.EMPTY;
    private @Nullable Decision current;
    private double pointer = -1;
    private double pointerY;
    private boolean dirty = true;

    /// @param onPick receives the time of a decision that was clicked
    public RibbonView(Consumer<Instant> onPick) {
        this.onPick = onPick;
        setId("ribbon");
        getStyleClass().add("ribbon");
        getStylesheets().add(Stylesheets.named(RibbonView.class, "ribbon.css"));
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setPickOnBounds(true);
        canvas.setMouseTransparent(true);
        getChildren().addAll(canvas, paints.swatches(), chosen, crosshair, pin, reading);
        setOnMouseMoved(event -> point(event.getX(), event.getY()));
        setOnMouseExited(event -> point(-1, 0));
        setOnMouseClicked(event -> click(event.getX(), event.getY()));
        setOnKeyPressed(this::key);
        setMinSize(160, LEAST_HEIGHT);
        setPrefSize(400, LEAST_HEIGHT);
        setAccessibleText(RibbonText.spoken(ribbon));
    }

    private static Region part(String styleClass) {
        Region part = new Region();
        part.getStyleClass().add(styleClass);
        part.setManaged(false);
        part.setMouseTransparent(true);
        part.setVisible(false);
        return part;
    }

    private static Label label(String styleClass) {
        Label label = new Label();
        label.getStyleClass().add(styleClass);
        label.setManaged(false);
        label.setMouseTransparent(true);
        label.setVisible(false);
        return label;
    }

    public void show(Ribbon changed) {
        if (!changed.equals(ribbon)) {
            ribbon = changed;
            speak();
            repaint();
        }
    }

    /// Shows which decision is chosen, with its reason.
    public void showCurrent(@Nullable Decision decision) {
        current = decision;
        speak();
        requestLayout();
    }

    /// The chosen decision is spoken too, so that Left and Right can be heard.
    private void speak() {
        String all = RibbonText.spoken(ribbon);
        Decision decision = current;
        String spoken = decision == null ? all : RibbonText.pinned(decision) + "\n" + all;
        if (!spoken.equals(getAccessibleText())) {
            setAccessibleText(spoken);
        }
    }

    private void repaint() {
        dirty = true;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        if (width < 60 || height < 60) {
            return;
        }
        if (width != canvas.getWidth() || height != canvas.getHeight()) {
            canvas.setWidth(width);
            canvas.setHeight(height);
            dirty = true;
        }
        TimeAxis axis = painter.axis(ribbon);
        if (dirty) {
            dirty = false;
            rail = RailLayout.of(ribbon, axis);
            painter.draw(ribbon, rail, axis);
        }
        placeCurrent(axis);
        point(pointer, pointerY);
    }

    private void placeCurrent(TimeAxis axis) {
        Decision decision = current;
        boolean inside =
                decision != null
                        && !decision.until().isBefore(ribbon.from())
                        && !decision.at().isAfter(ribbon.to());
        chosen.setVisible(inside);
        pin.setVisible(inside);
        if (decision == null || !inside) {
            return;
        }
        double x = Math.max(axis.left(), axis.x(decision.at()));
        chosen.resizeRelocate(Math.round(x), 0, 1, painter.bottom() + RibbonPainter.MARKS);
        pin.setText(RibbonText.pinned(decision));
        place(pin, x, 8);
    }

    /// Beside a line, on the side where there is room.
    private void place(Label label, double x, double y) {
        label.applyCss();
        double width = Math.ceil(label.prefWidth(-1));
        double height = Math.ceil(label.prefHeight(width));
        boolean right = x > getWidth() / 2;
        double left = right ? x - width - 8 : x + 8;
        double most = Math.max(0, getWidth() - width);
        label.resizeRelocate(Math.round(Math.clamp(left, 0, most)), y, width, height);
    }

    private boolean onMarks(double y) {
        return y >= painter.bottom() && y < painter.bottom() + RibbonPainter.MARKS;
    }

    private boolean onHolds(double y) {
        double top = painter.bottom() + RibbonPainter.MARKS;
        return y >= top && y < top + RibbonPainter.HOLDS;
    }

    private void point(double x, double y) {
        pointer = x;
        pointerY = y;
        TimeAxis axis = painter.axis(ribbon);
        boolean inside = x >= axis.left() && x <= axis.right() && !ribbon.samples().isEmpty();
        crosshair.setVisible(inside);
        reading.setVisible(inside);
        if (inside) {
            crosshair.resizeRelocate(Math.round(x), 0, 1, painter.bottom());
            reading.setText(reading(x, y, axis));
            place(reading, x, Math.max(0, painter.bottom() - 26));
        }
    }

    private String reading(double x, double y, TimeAxis axis) {
        Optional<String> below = Optional.empty();
        if (onMarks(y)) {
            below = rail.group(x).map(RibbonText::of);
        } else if (onHolds(y)) {
            below = rail.segment(x).map(segment -> RibbonText.of(segment.hold()));
        }
        return below.orElseGet(() -> RibbonText.at(ribbon, axis.at(x)));
    }

    private void click(double x, double y) {
        requestFocus();
        if (onMarks(y)) {
            rail.group(x).ifPresent(group -> onPick.accept(group.last()));
        } else if (onHolds(y)) {
            rail.segment(x).ifPresent(segment -> onPick.accept(within(segment.hold(), x)));
        }
    }

    /// A short hold is drawn wider than it was.
    private Instant within(Hold hold, double x) {
        Instant at = painter.axis(ribbon).at(x);
        Instant earliest = at.isBefore(hold.from()) ? hold.from() : at;
        return earliest.isAfter(hold.until()) ? hold.until() : earliest;
    }

    /// Left and Right go from mark to mark.
    private void key(KeyEvent event) {
        boolean left = event.getCode() == KeyCode.LEFT;
        boolean plain =
                !event.isControlDown()
                        && !event.isAltDown()
                        && !event.isShiftDown()
                        && !event.isMetaDown();
        if (!plain || !left && event.getCode() != KeyCode.RIGHT) {
            return;
        }
        event.consume();
        List<RailLayout.Group> groups = rail.groups();
        Decision known = current;
        Instant from = known == null ? ribbon.to() : known.at();
        Optional<RailLayout.Group> next =
                left
                        ? groups.stream()
                                .filter(group -> group.last().isBefore(from))
                                .reduce((older, newer) -> newer)
                        : groups.stream().filter(group -> group.last().isAfter(from)).findFirst();
        next.ifPresent(group -> onPick.accept(group.last()));
    }
}

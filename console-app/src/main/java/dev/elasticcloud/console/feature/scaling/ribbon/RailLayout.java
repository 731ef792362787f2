package dev.elasticcloud.console.feature.scaling.ribbon;

import dev.elasticcloud.manager.model.record.Hold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the changes and the holds of a ribbon are on its rail. Changes nearer than 8 px are one
/// mark with a count, and holds that a pixel cannot show are left out, so the rail has never more
/// parts than its width has room for.
///
/// @param groups from left to right
/// @param segments from left to right
record RailLayout(List<Group> groups, List<Segment> segments) {

    static final RailLayout EMPTY = new RailLayout(List.of(), List.of());

    /// Changes nearer to each other than this are one mark.
    static final double NEAR = 8;

    /// How far from a mark a click still hits it.
    private static final double REACH = 7;

    RailLayout {
        groups = List.copyOf(groups);
        segments = List.copyOf(segments);
    }

    /// Changes of the count at about the same place.
    ///
    /// @param last the newest of them
    record Group(double x, int count, int before, Instant last, int after) {

        boolean added() {
            return after > before;
        }

        /// Whether they cancel each other out.
        boolean even() {
            return after == before;
        }

        /// Such as `▲ 2→6`, or a count where there is only room for that.
        String label(double room) {
            String whole = before + "→" + after;
            boolean fits = room >= 14 + whole.length() * 6.5;
            return fits ? whole : count > 1 && room >= 20 ? String.valueOf(count) : "";
        }

        private Group with(Ribbon.Mark next) {
            return new Group(x, count + 1, before, next.at(), next.after());
        }
    }

    /// A hold, or several of the same cause that touch.
    record Segment(double left, double right, Hold hold) {
        double width() {
            return right - left;
        }
    }

    static RailLayout of(Ribbon ribbon, TimeAxis axis) {
        return new RailLayout(groups(ribbon, axis), segments(ribbon, axis));
    }

    private static List<Group> groups(Ribbon ribbon, TimeAxis axis) {
        List<Group> groups = new ArrayList<>();
        for (Ribbon.Mark mark : ribbon.marks()) {
            if (mark.at().isBefore(axis.from()) || mark.at().isAfter(axis.to())) {
                continue;
            }
            double x = axis.x(mark.at());
            boolean near = !groups.isEmpty() && x - groups.getLast().x() < NEAR;
            if (near) {
                groups.add(groups.removeLast().with(mark));
            } else {
                groups.add(new Group(x, 1, mark.before(), mark.at(), mark.after()));
            }
        }
        return groups;
    }

    private static List<Segment> segments(Ribbon ribbon, TimeAxis axis) {
        List<Segment> segments = new ArrayList<>();
        for (Hold hold : ribbon.holds()) {
            double left = Math.max(axis.left(), axis.x(hold.from()));
            double right = Math.min(axis.right(), axis.x(hold.until()));
            if (right < axis.left() || left > axis.right()) {
                continue;
            }
            right = Math.max(right, Math.min(axis.right(), left + 2));
            Segment last = segments.isEmpty() ? null : segments.getLast();
            if (last != null
                    && last.hold().cause() == hold.cause()
                    && last.hold().direction() == hold.direction()
                    && left - last.right() < 1) {
                segments.removeLast();
                segments.add(
                        new Segment(
                                last.left(),
                                Math.max(last.right(), right),
                                last.hold().with(hold)));
            } else if (last == null || right - last.right() >= 1) {
                double free = last == null ? left : Math.max(left, last.right());
                segments.add(new Segment(free, right, hold));
            }
        }
        return segments;
    }

    /// The mark at a place.
    Optional<Group> group(double x) {
        Group nearest = null;
        for (Group group : groups) {
            double distance = Math.abs(group.x() - x);
            boolean nearer = nearest == null || distance < Math.abs(nearest.x() - x);
            nearest = distance <= REACH && nearer ? group : nearest;
        }
        return Optional.ofNullable(nearest);
    }

    /// The hold at a place.
    Optional<Segment> segment(double x) {
        return segments.stream().filter(s -> x >= s.left() && x <= s.right()).findFirst();
    }

    /// How far it is from a mark to the next one, or to the end.
    double room(int group, double end) {
        double next = group + 1 < groups.size() ? groups.get(group + 1).x() : end;
        return next - groups.get(group).x();
    }
}

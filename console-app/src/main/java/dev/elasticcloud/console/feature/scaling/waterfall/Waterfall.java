package dev.elasticcloud.console.feature.scaling.waterfall;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Reaction;
import dev.elasticcloud.manager.model.record.Reaction.Course;
import dev.elasticcloud.manager.model.record.Reaction.Milestone;
import dev.elasticcloud.manager.model.record.Reaction.Step;
import dev.elasticcloud.manager.model.record.Reaction.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The steps of one decision's nodes as bars: for each way the node that was first, warm above cold.
///
/// @param begin what 0 on the axis is, or why there is none; empty when no decision is shown
public record Waterfall(String begin, List<Part> parts) {

    public static final Waterfall NONE = new Waterfall("", List.of());

    private static final List<Way> ORDER = List.of(Way.WARM, Way.RETURNED, Way.COLD);

    public Waterfall {
        parts = List.copyOf(parts);
    }

    /// One node, from the first waiting job to its last step.
    ///
    /// @param total empty before its first step
    /// @param end the end of the axis in milliseconds: a round number
    /// @param bars a step that was not reached has none
    public record Part(String title, Way way, String total, double end, List<Bar> bars) {
        public Part {
            bars = List.copyOf(bars);
        }

        /// The whole part in words.
        public String spoken() {
            return title
                    + (total.isEmpty() ? "" : ", " + total)
                    + bars.stream()
                            .map(bar -> bar.name() + " " + bar.took())
                            .collect(Collectors.joining(", ", ": ", ""));
        }
    }

    /// One step.
    ///
    /// @param style the style class of its bar
    /// @param from when it began, in milliseconds on the axis
    public record Bar(String name, String style, double from, double to) {
        public String took() {
            return millis(to - from);
        }
    }

    public static Waterfall of(@Nullable Decision decision) {
        if (decision == null) {
            return NONE;
        }
        Reaction reaction = decision.reaction();
        if (reaction == null) {
            return new Waterfall(text("scaling.waterfall.none"), List.of());
        }
        List<Part> parts = new ArrayList<>();
        for (Way way : ORDER) {
            List<Course> courses =
                    reaction.nodes().stream().filter(course -> course.way() == way).toList();
            first(reaction, courses).ifPresent(c -> parts.add(part(reaction, c, courses.size())));
        }
        if (parts.isEmpty()) {
            return new Waterfall(text("scaling.waterfall.notYet"), parts);
        }
        return new Waterfall(
                reaction.waited() == null
                        ? text("scaling.waterfall.fromDecision")
                        : text("scaling.waterfall.fromQueued"),
                parts);
    }

    /// The node that got furthest, the fastest among equals.
    private static Optional<Course> first(Reaction reaction, List<Course> courses) {
        return courses.stream()
                .min(
                        Comparator.comparingInt((Course course) -> -reached(course))
                                .thenComparing(course -> total(reaction, course)));
    }

    private static int reached(Course course) {
        return course.steps().stream()
                .mapToInt(step -> step.milestone().ordinal())
                .max()
                .orElse(-1);
    }

    private static Duration total(Reaction reaction, Course course) {
        return reaction.total(course).orElse(Duration.ZERO);
    }

    private static Part part(Reaction reaction, Course course, int nodes) {
        double waited = ms(Objects.requireNonNullElse(reaction.waited(), Duration.ZERO));
        List<Bar> bars = new ArrayList<>();
        if (reaction.waited() != null) {
            bars.add(new Bar(text("scaling.waterfall.decided"), "decided", 0, waited));
        }
        double at = waited;
        for (Step step : course.steps()) {
            double reached = waited + ms(step.after());
            if (step.milestone() != Milestone.BEGUN) {
                String style = step.milestone().name().toLowerCase(Locale.ROOT);
                bars.add(new Bar(Names.of(step.milestone()), style, at, reached));
                at = reached;
            }
        }
        engine(course, waited).ifPresent(bars::add);
        String title = title(course);
        return new Part(
                nodes == 1 ? title : text("scaling.waterfall.firstOf", title, nodes),
                course.way(),
                reaction.total(course).map(total -> millis(ms(total))).orElse(""),
                axisEnd(at),
                bars);
    }

    private static String title(Course course) {
        return switch (course.way()) {
            case WARM -> text("scaling.waterfall.warm", course.node());
            case COLD -> text("scaling.waterfall.cold", course.node());
            case RETURNED -> text("scaling.waterfall.returned", course.node());
        };
    }

    /// What the engine alone took of it: its calls, without the manager around them.
    private static Optional<Bar> engine(Course course, double waited) {
        Milestone done = course.way() == Way.WARM ? Milestone.UNFROZEN : Milestone.STARTED;
        Optional<Duration> begun = course.after(Milestone.BEGUN);
        Optional<Duration> ended = course.after(done);
        return begun.isEmpty() || ended.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Bar(
                                text("scaling.waterfall.engine"),
                                "engine",
                                waited + ms(begun.get()),
                                waited + ms(ended.get())));
    }

    /// The next of 1, 2, 4, 5 or 8 times a power of ten.
    static double axisEnd(double millis) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, millis))));
        for (double factor : new double[] {1, 2, 4, 5, 8}) {
            if (factor * power >= millis) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    static double ms(Duration time) {
        return time.toNanos() / 1e6;
    }

    static String millis(double time) {
        return text("scaling.waterfall.ms", Figures.count(Math.round(time)));
    }
}

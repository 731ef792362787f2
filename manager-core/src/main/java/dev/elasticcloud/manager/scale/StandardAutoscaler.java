package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.Decision;
import dev.elasticcloud.manager.model.Elasticity;
import dev.elasticcloud.manager.model.NodeUsage;
import dev.elasticcloud.manager.model.PodSpec;
import dev.elasticcloud.manager.model.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// The owner's band on processor use, and the queue; the highest wanted count wins.
///
/// Growing is at once, at most twofold, and goes on when the new nodes serve. Shrinking waits until a lower count has been wanted for the whole cooldown,
/// goes by at most half of the nodes at a time, and never below what runs or waits.
public final class StandardAutoscaler implements Autoscaler {

    private static final int MOST_WISHES = 256;
    private static final Duration WISH_STEP = Duration.ofMillis(250);

    @Override
    public Evaluation evaluate(PodSpec pod, Signals signals, ScaleMemory memory) {
        int current = pod.target().nodes();
        Elasticity bounds = pod.elasticity();
        List<Decision.Opinion> opinions = new ArrayList<>();
        Decision.Opinion queue = queueOpinion(pod, signals);
        opinions.add(queue);
        OptionalDouble cpu = mean(signals, NodeUsage::cpuShare);
        Decision.Opinion band = bandOpinion(pod, signals, cpu);
        opinions.add(band);
        int asked = Math.max(queue.wanted(), band.wanted());
        Decision.Opinion leading = queue.wanted() >= band.wanted() ? queue : band;

        List<String> limitedBy = new ArrayList<>();
        List<ScaleMemory.Wish> wishes = remember(memory, asked, signals.at(), bounds.cooldown());
        int wanted = asked;
        if (wanted > current) {
            wanted = step(signals, current, asked, limitedBy);
        } else if (wanted < current) {
            wanted = slowly(bounds, memory, wishes, signals.at(), current, asked, limitedBy);
        }
        int bounded = bounds.clamp(wanted);
        if (bounded < wanted) {
            limitedBy.add("max is " + bounds.max());
        } else if (bounded > wanted) {
            limitedBy.add("min is " + bounds.min());
        }
        Decision decision =
                decision(pod, signals, cpu, current, bounded, opinions, leading, limitedBy);
        Instant change = bounded == current ? changedAt(memory, signals.at()) : signals.at();
        return new Evaluation(decision, new ScaleMemory(change, wishes));
    }

    /// Grows at most twofold at a time, and not again before the nodes asked for serve: starting
    /// many nodes at once takes from those that serve.
    private static int step(Signals signals, int current, int asked, List<String> limitedBy) {
        if (signals.starting() > 0) {
            limitedBy.add(
                    "%d of the nodes asked for are still starting".formatted(signals.starting()));
            return current;
        }
        int most = current + Math.max(1, current);
        if (asked > most) {
            limitedBy.add("at most twice as many at a time");
        }
        return Math.min(asked, most);
    }

    /// When the count last changed; with no memory, now: what is not known is not hurried.
    private static Instant changedAt(ScaleMemory memory, Instant now) {
        return memory.lastChange().equals(Instant.MIN) ? now : memory.lastChange();
    }

    private static Decision.Opinion queueOpinion(PodSpec pod, Signals signals) {
        int jobs = signals.running() + signals.queued();
        int needed = Math.ceilDiv(jobs, pod.slots());
        return new Decision.Opinion(
                "queue",
                needed,
                "ceil((%d running + %d queued) / %d slots) = %d"
                        .formatted(signals.running(), signals.queued(), pod.slots(), needed));
    }

    private static Decision.Opinion bandOpinion(PodSpec pod, Signals signals, OptionalDouble cpu) {
        Elasticity band = pod.elasticity();
        int current = pod.target().nodes();
        if (cpu.isEmpty()) {
            return new Decision.Opinion(
                    "band", current, "CPU use is not known yet, so it abstains");
        }
        double use = cpu.getAsDouble();
        int measured = signals.usage().size();
        double middle = (band.lowerThreshold() + band.upperThreshold()) / 2;
        int needed = Math.max(1, (int) Math.ceil(measured * use / middle));
        if (use > band.upperThreshold()) {
            int wanted = Math.max(current, needed);
            return new Decision.Opinion(
                    "band",
                    wanted,
                    "CPU %s is above %s: ceil(%d × %s / %s) = %d"
                            .formatted(
                                    percent(use),
                                    percent(band.upperThreshold()),
                                    measured,
                                    percent(use),
                                    percent(middle),
                                    needed));
        }
        if (use < band.lowerThreshold()) {
            int wanted = Math.min(current, needed);
            return new Decision.Opinion(
                    "band",
                    wanted,
                    "CPU %s is below %s: ceil(%d × %s / %s) = %d"
                            .formatted(
                                    percent(use),
                                    percent(band.lowerThreshold()),
                                    measured,
                                    percent(use),
                                    percent(middle),
                                    needed));
        }
        return new Decision.Opinion(
                "band",
                current,
                "CPU %s is between %s and %s"
                        .formatted(
                                percent(use),
                                percent(band.lowerThreshold()),
                                percent(band.upperThreshold())));
    }

    private static List<ScaleMemory.Wish> remember(
            ScaleMemory memory, int asked, Instant at, Duration window) {
        List<ScaleMemory.Wish> wishes = new ArrayList<>(memory.wishes());
        wishes.removeIf(w -> w.at().isBefore(at.minus(window)));
        ScaleMemory.Wish last = wishes.isEmpty() ? null : wishes.getLast();
        if (last != null && at.isBefore(last.at().plus(WISH_STEP))) {
            wishes.removeLast();
            wishes.add(new ScaleMemory.Wish(last.at(), Math.max(asked, last.nodes())));
        } else {
            wishes.add(new ScaleMemory.Wish(at, asked));
        }
        while (wishes.size() > MOST_WISHES) {
            wishes.removeFirst();
        }
        return wishes;
    }

    private static int slowly(
            Elasticity bounds,
            ScaleMemory memory,
            List<ScaleMemory.Wish> wishes,
            Instant now,
            int current,
            int asked,
            List<String> limitedBy) {
        Instant free = changedAt(memory, now).plus(bounds.cooldown());
        if (now.isBefore(free)) {
            limitedBy.add(
                    "the cooldown has %d s to go"
                            .formatted(Math.max(1, Duration.between(now, free).toSeconds())));
            return current;
        }
        int most = wishes.stream().mapToInt(ScaleMemory.Wish::nodes).max().orElse(asked);
        if (most > asked) {
            limitedBy.add(
                    "%d were wanted within the last %d s"
                            .formatted(most, bounds.cooldown().toSeconds()));
        }
        int half = Math.max(1, current / 2);
        int slow = Math.max(Math.max(asked, Math.min(most, current)), current - half);
        if (slow > Math.max(asked, Math.min(most, current))) {
            limitedBy.add("at most half go at a time");
        }
        return slow;
    }

    private static OptionalDouble mean(Signals signals, ToDoubleFunction<NodeUsage> share) {
        return signals.usage().stream().mapToDouble(share).average();
    }

    private static Decision decision(
            PodSpec pod,
            Signals signals,
            OptionalDouble cpu,
            int current,
            int wanted,
            List<Decision.Opinion> opinions,
            Decision.Opinion leading,
            List<String> limitedBy) {
        Decision.Verdict verdict =
                wanted > current
                        ? Decision.Verdict.SCALE_UP
                        : wanted < current ? Decision.Verdict.SCALE_DOWN : Decision.Verdict.HOLD;
        Duration age =
                signals.usage().stream()
                        .map(NodeUsage::at)
                        .map(at -> Duration.between(at, signals.at()))
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
        Decision.Inputs inputs =
                new Decision.Inputs(
                        signals.online(),
                        signals.starting(),
                        signals.running(),
                        signals.queued(),
                        signals.arrivalRate(),
                        cpu,
                        mean(signals, NodeUsage::memoryShare),
                        age);
        return new Decision(
                pod.name(),
                signals.at(),
                signals.at(),
                verdict,
                current,
                wanted,
                inputs,
                opinions,
                limitedBy,
                sentence(current, wanted, opinions, leading, limitedBy));
    }

    private static String sentence(
            int current,
            int wanted,
            List<Decision.Opinion> opinions,
            Decision.Opinion leading,
            List<String> limitedBy) {
        String limits = limitedBy.isEmpty() ? "" : "; " + String.join(", ", limitedBy);
        if (wanted != current) {
            return "%d → %d nodes: %s%s".formatted(current, wanted, leading.because(), limits);
        }
        String because =
                String.join("; ", opinions.stream().map(Decision.Opinion::because).toList());
        return "Stays at %d: %s%s".formatted(current, because, limits);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}

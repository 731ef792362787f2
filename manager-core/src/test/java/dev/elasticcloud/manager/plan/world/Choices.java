package dev.elasticcloud.manager.plan.world;

import java.util.Collection;
import java.util.List;

/// Makes choices from numbers that were drawn beforehand. A small number is the choice without a
/// fault, and so is every choice after the last number: a story gets simpler as its numbers shrink.
final class Choices {

    static final int LIMIT = 1000;

    static final Choices NONE = new Choices();

    private final int[] drawn;
    private int next;

    /// @param drawn numbers from 0 to below [#LIMIT]
    Choices(int... drawn) {
        this.drawn = drawn.clone();
    }

    private int draw() {
        return next < drawn.length ? drawn[next++] : 0;
    }

    /// A number from 0 to below `bound`.
    int below(int bound) {
        return draw() * bound / LIMIT;
    }

    boolean chance(int percent) {
        return draw() >= LIMIT - LIMIT / 100 * percent;
    }

    <T> T oneOf(Collection<T> values) {
        return List.copyOf(values).get(below(values.size()));
    }
}

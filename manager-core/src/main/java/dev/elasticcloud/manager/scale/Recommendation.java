package dev.elasticcloud.manager.scale;

import java.util.function.Supplier;

/// What one rule made of an evaluation. Its words are made only when they are asked for, because
/// most evaluations change nothing and are shown to nobody.
///
/// @param wanted how many nodes; what there are now when it holds or abstains
/// @param because the formula with its numbers
record Recommendation(Kind kind, int wanted, Supplier<String> because, RuleMemory memory) {

    enum Kind {
        /// Wants a count.
        COUNT,
        /// Cannot see what it needs to: the count may grow by other rules, and must not shrink.
        BLIND,
        /// Has nothing to say; other rules decide.
        ABSTAIN
    }

    static Recommendation count(int wanted, Supplier<String> because, RuleMemory memory) {
        return new Recommendation(Kind.COUNT, wanted, because, memory);
    }
}

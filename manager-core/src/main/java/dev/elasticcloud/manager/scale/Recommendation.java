package dev.elasticcloud.manager.scale;

import java.util.function.Supplier;

/// One rule's recommendation. Its text is only composed on request, because most evaluations
/// change nothing and are never shown.
///
/// @param wanted how many nodes; the current count when it holds or abstains
/// @param because the formula with its numbers
/// @param strict how many nodes it would want without its tolerance
record Recommendation(
        Kind kind, int wanted, Supplier<String> because, RuleMemory memory, int strict) {

    Recommendation(Kind kind, int wanted, Supplier<String> because, RuleMemory memory) {
        this(kind, wanted, because, memory, wanted);
    }

    enum Kind {
        /// It wants a count.
        COUNT,
        /// It has no data: the count may grow by other rules, but must not shrink.
        BLIND,
        /// It abstains; other rules decide.
        ABSTAIN
    }

    static Recommendation count(int wanted, Supplier<String> because, RuleMemory memory) {
        return new Recommendation(Kind.COUNT, wanted, because, memory);
    }

    /// The same recommendation of a rule whose tolerance kept it from wanting another count.
    Recommendation tolerating(int count) {
        return new Recommendation(kind, wanted, because, memory, count);
    }
}

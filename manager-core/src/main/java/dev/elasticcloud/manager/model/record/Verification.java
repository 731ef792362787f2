package dev.elasticcloud.manager.model.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The outcome of checking evidence, part by part.
public record Verification(List<Part> parts) {

    public Verification {
        parts = List.copyOf(parts);
    }

    /// How a part stands.
    public enum State {
        HOLDS,
        /// Nothing contradicts it, but this check cannot confirm all of it.
        UNPROVEN,
        BROKEN
    }

    /// One part of the evidence.
    ///
    /// @param text what was checked, with the figures
    /// @param fault the first record that does not hold; present if and only if the part is broken
    public record Part(String name, State state, String text, @Nullable Fault fault) {}

    /// A record that does not hold.
    ///
    /// @param file which file of the evidence it is in
    /// @param record its number; the line for files outside the chain; 0 for a whole file
    /// @param subject what it is, such as `decision of light`; empty when it cannot be read
    /// @param at when it was made; absent when it cannot be read or has no time
    /// @param what what differs
    public record Fault(
            String file, long record, String subject, @Nullable Instant at, String what) {

        /// The record and what is wrong with it, as a sentence.
        public String sentence() {
            StringBuilder text = new StringBuilder(file);
            if (record > 0) {
                text.append(", record ").append(record);
            }
            if (!subject.isEmpty()) {
                text.append(" (").append(subject);
                text.append(at == null ? "" : " at " + at).append(')');
            }
            return text.append(": ").append(what).toString();
        }
    }

    /// Whether nothing is broken.
    public boolean holds() {
        return parts.stream().noneMatch(part -> part.state() == State.BROKEN);
    }
}

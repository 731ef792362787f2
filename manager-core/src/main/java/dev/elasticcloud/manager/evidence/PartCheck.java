package dev.elasticcloud.manager.evidence;

import dev.elasticcloud.manager.model.record.Verification;
import org.jspecify.annotations.Nullable;

/// The check of one part, which keeps the first fault and counts the others.
final class PartCheck {

    private final String name;
    private Verification.@Nullable Fault first;
    private long faults;

    PartCheck(String name) {
        this.name = name;
    }

    void fault(Verification.Fault fault) {
        first = first == null ? fault : first;
        faults++;
    }

    boolean holds() {
        return first == null;
    }

    /// The outcome.
    ///
    /// @param proven whether all of it was checked
    /// @param text what was checked if it holds
    Verification.Part outcome(boolean proven, String text) {
        Verification.Fault fault = first;
        if (fault != null) {
            String more = faults > 1 ? "; %d more".formatted(faults - 1) : "";
            return new Verification.Part(
                    name, Verification.State.BROKEN, fault.sentence() + more, fault);
        }
        return new Verification.Part(
                name, proven ? Verification.State.HOLDS : Verification.State.UNPROVEN, text, null);
    }
}

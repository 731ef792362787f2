package dev.elasticcloud.lab.chaos;

/// Something that must hold does not.
final class InvariantBreach extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final char invariant;

    /// @param invariant A to F for what holds after every fault, `+` for what holds in this one
    InvariantBreach(char invariant, String message) {
        super(message);
        this.invariant = invariant;
    }

    @Override
    public String toString() {
        return invariant + ": " + getMessage();
    }
}

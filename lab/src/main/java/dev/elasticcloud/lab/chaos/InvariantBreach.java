package dev.elasticcloud.lab.chaos;

/// Thrown when an invariant does not hold.
final class InvariantBreach extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final char invariant;

    /// @param invariant A to F for those of every fault, `+` for one of this case
    InvariantBreach(char invariant, String message) {
        super(message);
        this.invariant = invariant;
    }

    @Override
    public String toString() {
        return invariant + ": " + getMessage();
    }
}

package dev.elasticcloud.lab.chaos;

/// Thrown when a fault cannot be injected on this machine, with the reason.
final class NotApplicable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotApplicable(String reason) {
        super(reason);
    }
}

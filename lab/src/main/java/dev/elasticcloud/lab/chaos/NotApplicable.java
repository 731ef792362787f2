package dev.elasticcloud.lab.chaos;

/// A fault that cannot be injected on this machine, with the reason.
final class NotApplicable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotApplicable(String reason) {
        super(reason);
    }
}

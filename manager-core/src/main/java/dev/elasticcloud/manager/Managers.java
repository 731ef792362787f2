package dev.elasticcloud.manager;

/// Makes managers.
public final class Managers {

    private Managers() {}
}

package dev.elasticcloud.manager.model.status;

/// What a pod is doing, in one word.
public enum PodPhase {
    NOT_INITIALISED("not initialised"),
    INITIALISING("initialising"),
    STEADY("steady"),
    SCALING_UP("scaling up"),
    SCALING_DOWN("scaling down"),
    PAUSED("paused"),
    DEGRADED("degraded");

    private final String title;

    PodPhase(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}

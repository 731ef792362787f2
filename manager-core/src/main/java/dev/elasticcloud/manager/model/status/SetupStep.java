package dev.elasticcloud.manager.model.status;

/// One step on a pod's way into being, as the initialise screen shows it.
///
/// @param detail the last word on it, such as a build's last line or an error
public record SetupStep(Kind kind, Progress progress, String detail) {

    /// The steps in their order.
    public enum Kind {
        IMAGE("Image"),
        NETWORK("Network"),
        BALANCER("Balancer"),
        NODES("Nodes started"),
        SERVING("Nodes serving");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// How far a step is.
    public enum Progress {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }
}

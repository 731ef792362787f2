package dev.elasticcloud.manager.model.status;

/// One step of a pod's initialisation, as the initialise screen shows it.
///
/// @param detail the latest detail, such as a build's last line or an error
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

    /// The state of a step.
    public enum Progress {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }
}

package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.NearestWord;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A refusal whose message says what, which, why, and what to do.
public final class CloudException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public CloudException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public CloudException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /// There is no pod of this name; the message lists the existing names, the most similar first.
    public static CloudException noPod(PodName name, Collection<PodName> known) {
        return unknown("pod", name.value(), known);
    }

    public static CloudException noNode(PodName pod, NodeName node) {
        return new CloudException(
                ErrorCode.NOT_FOUND, "There is no node %s in pod %s".formatted(node, pod));
    }

    /// There is nothing of this name; the message lists the existing names, the most similar
    /// first.
    ///
    /// @param kind the kind of thing, such as `pod`
    public static CloudException unknown(String kind, String name, Collection<?> known) {
        List<String> names = NearestWord.sorted(name, known);
        return new CloudException(
                ErrorCode.NOT_FOUND,
                "There is no %s '%s': the %ss are %s"
                        .formatted(
                                kind,
                                name,
                                kind,
                                names.isEmpty() ? "none" : String.join(", ", names)));
    }

    /// A job did not end within the time a caller waited for it.
    public static CloudException stillOpen(Job job, Duration waited) {
        return new CloudException(
                ErrorCode.TIMEOUT,
                "Job %s is still %s after %d s"
                        .formatted(job.id(), job.state().word(), waited.toSeconds()));
    }

    public ErrorCode code() {
        return code;
    }

    /// The message, which is never absent.
    public String text() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}

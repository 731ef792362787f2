package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.NearestWord;
import dev.elasticcloud.manager.model.PodName;
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

    /// There is no pod of this name; the message has the names there are, the most alike first.
    public static CloudException noPod(PodName name, Collection<PodName> known) {
        List<String> pods = NearestWord.sorted(name.value(), known);
        return new CloudException(
                ErrorCode.NOT_FOUND,
                "There is no pod '%s': the pods are %s"
                        .formatted(name, pods.isEmpty() ? "none" : String.join(", ", pods)));
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

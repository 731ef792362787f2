package dev.elasticcloud.manager.rest.change;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The ETag of a pod: it changes whenever the pod's spec does.
public final class SpecTag {

    private SpecTag() {}

    public static String of(PodSpec spec) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(spec.toString().getBytes(StandardCharsets.UTF_8));
            return "\"" + HexFormat.of().formatHex(hash, 0, 8) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /// Refuses a request whose `If-Match` does not match the pod's present state.
    static void requireMatch(ApiRequest request, PodName pod, CloudSnapshot now) {
        String wanted = request.header("If-Match");
        if (wanted.isEmpty()) {
            return;
        }
        String present = now.pod(pod).map(p -> of(p.spec())).orElse("");
        boolean matches =
                wanted.strip().equals("*")
                        ? !present.isEmpty()
                        : List.of(wanted.split("\\s*,\\s*")).contains(present);
        if (!matches) {
            throw Refusal.of(
                    ProblemType.CHANGED_MEANWHILE,
                    "Pod %s has changed since you read it".formatted(pod));
        }
    }
}

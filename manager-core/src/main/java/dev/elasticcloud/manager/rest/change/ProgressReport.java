package dev.elasticcloud.manager.rest.change;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Responds to a change with its progress, after waiting for its effect if the request asks for it.
public final class ProgressReport {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    /// How a wait fails when the change has not taken effect.
    private static final Set<ErrorCode> WAITED_IN_VAIN =
            EnumSet.of(
                    ErrorCode.TIMEOUT,
                    ErrorCode.FAILED,
                    ErrorCode.EXHAUSTED,
                    ErrorCode.UNAVAILABLE);

    private final CloudManager cloud;
    private final ModelJson json = new ModelJson();

    public ProgressReport(CloudManager cloud) {
        this.cloud = cloud;
    }

    /// How long a request wants to wait.
    public static Duration waitOf(ApiRequest request) {
        return request.duration("wait", Duration.ZERO, LONGEST_WAIT);
    }

    /// Responds 200 when the change is complete, else 202 with where to ask again. A wait ends
    /// early when the change cannot complete soon: something keeps failing, or the host is full.
    ///
    /// @param subject the pod whose ETag the response carries; null when several pods changed
    public ApiResponse.Buffered respond(Receipt receipt, Duration wait, @Nullable PodName subject) {
        String obstacle = awaitDone(receipt, wait);
        CloudSnapshot now = cloud.snapshot();
        ChangeProgress progress = ChangeProgress.of(receipt, now, obstacle);
        ApiResponse.Buffered response =
                ApiResponse.json(progress.done() ? 200 : 202, json.bytes(progress))
                        .with("Location", location(receipt));
        return subject == null
                ? response
                : now.pod(subject)
                        .map(p -> response.with("ETag", SpecTag.of(p.spec())))
                        .orElse(response);
    }

    /// Waits for the change to complete, and returns the obstacle if it did not.
    private String awaitDone(Receipt receipt, Duration wait) {
        if (!wait.isPositive()) {
            return "";
        }
        try {
            cloud.await(receipt, wait);
            return "";
        } catch (CloudException e) {
            if (!WAITED_IN_VAIN.contains(e.code())) {
                throw e;
            }
            return receipt.isDone(cloud.snapshot()) ? "" : e.text();
        }
    }

    private static String location(Receipt receipt) {
        String pods = receipt.pods().stream().map(PodName::value).collect(Collectors.joining(","));
        return "/v1/receipts/" + receipt.generation() + (pods.isEmpty() ? "" : "?pods=" + pods);
    }
}

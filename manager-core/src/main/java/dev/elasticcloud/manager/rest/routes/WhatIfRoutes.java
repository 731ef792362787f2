package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.WhatIf;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What-if requests: what other settings would have done in a pod's history.
public final class WhatIfRoutes {

    /// Most results are ready within this time, so that a failure can still get its own status.
    private static final Duration PROMPT = Duration.ofSeconds(2);

    private static final Duration CHECK = Duration.ofSeconds(1);

    private final CloudManager cloud;
    private final WhatIfPool pool;
    private final ModelJson json = new ModelJson();

    public WhatIfRoutes(CloudManager cloud, WhatIfPool pool) {
        this.cloud = cloud;
        this.pool = pool;
    }

    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/v1/pods/{pod}/what-if",
                                "askWhatIf",
                                "Replay a pod's history with other settings")
                        .needs(Role.VIEWER)
                        .accepts(WhatIf.Question.class)
                        .returns(200, WhatIf.class)
                        .to(this::whatIf));
    }

    private ApiResponse whatIf(ApiRequest request) throws Exception {
        PodName pod = PodRoutes.pod(cloud.snapshot(), request.pod()).name();
        WhatIf.Question question = request.body(WhatIf.Question.class);
        FutureTask<WhatIf> answer = pool.submit(() -> cloud.whatIf(pod, question));
        boolean goesOn = false;
        try {
            return ApiResponse.json(
                    200, json.bytes(answer.get(PROMPT.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (TimeoutException e) {
            goesOn = true;
            return new ApiResponse.Streaming(ApiResponse.JSON, out -> write(answer, out));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            if (!goesOn) {
                pool.cancel(answer);
            }
        }
    }

    /// Writes a space, which JSON permits before a value, each second until the result is ready:
    /// this detects a disconnected caller.
    private void write(FutureTask<WhatIf> answer, OutputStream out)
            throws IOException, InterruptedException {
        try {
            while (!isDone(answer)) {
                out.write(' ');
            }
            out.write(json.bytes(answer.get()));
        } catch (ExecutionException e) {
            throw new IOException("The replay failed: " + e.getCause(), e);
        } finally {
            pool.cancel(answer);
        }
    }

    private static boolean isDone(FutureTask<WhatIf> answer)
            throws InterruptedException, ExecutionException {
        try {
            answer.get(CHECK.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}

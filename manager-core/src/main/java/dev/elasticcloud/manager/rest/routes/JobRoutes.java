package dev.elasticcloud.manager.rest.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobOptions;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.rest.change.AuditTrail;
import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;
import dev.elasticcloud.manager.rest.routing.RouteBuilder;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Jobs: run one and get its result, or submit one and read its record later.
public final class JobRoutes {

    private static final long MOST_BYTES = 16L * 1024 * 1024;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final Pattern WAIT_PREFERENCE = Pattern.compile("\\bwait=(\\d{1,6})\\b");
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 1_000;

    private final CloudManager cloud;
    private final AuditTrail audit;
    private final ModelJson json = new ModelJson();

    public JobRoutes(CloudManager cloud, AuditTrail audit) {
        this.cloud = cloud;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/v1/pods/{pod}/jobs",
                                "submitJob",
                                "Submit a job; the body holds its parameters")
                        .needs(Role.USER)
                        .parameter("wait", "wait until the job has ended, such as 30s; at most 2m")
                        .parameter("timeout", "how long it may run, the pod's own timeout at most")
                        .parameter(
                                "idempotent", "whether it may be run again after an interruption")
                        .mayAccept(Map.class)
                        .maxBodyBytes(MOST_BYTES)
                        .returns(202, Job.class)
                        .returns(200, Job.class)
                        .to(this::submit),
                run(Route.get("/v1/pods/{pod}/run", "runJob", "Run a job and return its result")),
                run(
                        Route.post(
                                        "/v1/pods/{pod}/run",
                                        "runJobWithBody",
                                        "Run a job with parameters in the body")
                                .mayAccept(Map.class)
                                .maxBodyBytes(MOST_BYTES)),
                Route.get("/v1/jobs", "listJobs", "The latest jobs, newest first")
                        .needs(Role.VIEWER)
                        .parameter("pod", "only of this pod")
                        .parameter("state", "only in these states, separated by commas")
                        .parameter(
                                "limit",
                                "the most to return, up to 1000, or up to 50 with their results; 50 when absent")
                        .parameter("before", "only those accepted before the job with this id")
                        .parameter("user", "only those that the holder of this token asked for")
                        .parameter("from", "only those accepted then or later")
                        .parameter("until", "only those accepted before then")
                        .parameter("results", "true: include results; at most 50 jobs at once then")
                        .returnsList(Job.class)
                        .to(this::list),
                Route.get("/v1/jobs/{job}", "readJob", "One job")
                        .needs(Role.VIEWER)
                        .parameter("wait", "wait until the job has ended, such as 30s; at most 2m")
                        .returns(200, Job.class)
                        .to(this::read),
                Route.delete("/v1/jobs/{job}", "cancelJob", "Cancel a job that has not ended")
                        .needs(Role.USER)
                        .returns(200, Job.class)
                        .to(this::cancel));
    }

    private Route run(RouteBuilder route) {
        return route.needs(Role.USER).anyParameters().returns(200, JsonNode.class).to(this::run);
    }

    private ApiResponse submit(ApiRequest request) {
        Duration wait = request.duration("wait", Duration.ZERO, LONGEST_WAIT);
        Job job =
                cloud.submit(
                        new JobRequest(
                                request.pod(),
                                parameters(request),
                                options(request),
                                request.caller().name()));
        if (wait.isPositive()) {
            job = awaited(job, wait);
        }
        return ApiResponse.json(job.state().isFinal() ? 200 : 202, json.bytes(job))
                .with("Location", "/v1/jobs/" + job.id());
    }

    /// The header `Idempotency-Key` identifies the request: sent again, it returns the same job.
    private static JobOptions options(ApiRequest request) {
        JobOptions options = JobOptions.NONE;
        String key = request.header("Idempotency-Key");
        if (!key.isEmpty()) {
            options = options.withKey(key);
        }
        Duration timeout = request.duration("timeout", Duration.ZERO, JobProgram.LONGEST_TIMEOUT);
        if (timeout.isPositive()) {
            options = options.withTimeout(timeout);
        }
        return request.text("idempotent").isPresent()
                ? options.withIdempotent(request.flag("idempotent"))
                : options;
    }

    private Job awaited(Job job, Duration wait) {
        try {
            return cloud.await(job.id(), wait);
        } catch (CloudException e) {
            if (e.code() != ErrorCode.TIMEOUT) {
                throw e;
            }
            return cloud.job(job.id());
        }
    }

    private static Map<String, String> parameters(ApiRequest request) {
        Map<String, String> parameters = new TreeMap<>();
        if (!request.hasBody()) {
            return parameters;
        }
        JsonNode body = request.tree();
        if (!body.isObject()) {
            throw Refusal.of(
                    ProblemType.INVALID, "The body must be an object with the job's parameters");
        }
        body.properties()
                .forEach(
                        field -> {
                            if (!field.getValue().isValueNode() || field.getValue().isNull()) {
                                throw Refusal.at(
                                        field.getKey(),
                                        field.getKey()
                                                + " must be a string, a number, true or false");
                            }
                            parameters.put(field.getKey(), field.getValue().asText());
                        });
        return parameters;
    }

    private ApiResponse run(ApiRequest request) {
        Map<String, String> parameters = new TreeMap<>(request.query());
        parameters.putAll(parameters(request));
        PodStatus pod = PodRoutes.pod(cloud.snapshot(), request.pod());
        Job accepted =
                cloud.submit(new JobRequest(pod.name(), parameters).by(request.caller().name()));
        Job job = awaited(accepted, patience(request, pod));
        return switch (job.state()) {
            case COMPLETED -> result(job);
            case FAILED -> throw failed(job, job.reason());
            case CANCELLED -> throw failed(job, job.reason());
            case QUEUED, RUNNING ->
                    throw new CloudException(
                            ErrorCode.TIMEOUT,
                            "Job %s has not ended yet: ask for /v1/jobs/%s later"
                                    .formatted(job.id(), job.id()));
        };
    }

    /// The job's timeout plus its hold time, or the value of `Prefer: wait=SECONDS`.
    private static Duration patience(ApiRequest request, PodStatus pod) {
        Duration most = pod.spec().job().longestStay();
        Matcher preferred = WAIT_PREFERENCE.matcher(request.header("Prefer"));
        if (!preferred.find()) {
            return most;
        }
        Duration wanted = Duration.ofSeconds(Long.parseLong(preferred.group(1)));
        return wanted.compareTo(most) < 0 ? wanted : most;
    }

    private static Refusal failed(Job job, String reason) {
        return Refusal.of(ProblemType.JOB_FAILED, reason).with("Location", "/v1/jobs/" + job.id());
    }

    private static ApiResponse result(Job job) {
        return ApiResponse.bytes(job.mediaType(), job.resultBytes())
                .with("X-Job", job.id().value())
                .with("X-Node", job.node());
    }

    private ApiResponse list(ApiRequest request) {
        Set<JobState> states = EnumSet.noneOf(JobState.class);
        request.text("state")
                .ifPresent(
                        names ->
                                Arrays.stream(names.split(","))
                                        .map(JobRoutes::state)
                                        .forEach(states::add));
        boolean results = request.flag("results");
        int limit = request.whole("limit", PAGE, 1, results ? PAGE : MAX_PAGE);
        JobId before = request.text("before").map(JobId::new).orElse(null);
        PodName pod = request.podFilter().orElse(null);
        List<Job> page =
                cloud.jobs(
                        new JobQuery(
                                pod,
                                states,
                                limit,
                                before,
                                results,
                                request.instant("from").orElse(null),
                                request.instant("until").orElse(null),
                                request.text("user").orElse(null)));
        ApiResponse.Buffered response = ApiResponse.json(200, json.bytes(page));
        return page.size() < limit
                ? response
                : response.with("Link", next(request, page.getLast().id()));
    }

    /// The address of the next page: the same query, starting after the last job of this page.
    private static String next(ApiRequest request, JobId last) {
        Map<String, String> parameters = new TreeMap<>(request.query());
        parameters.put("before", last.value());
        return parameters.entrySet().stream()
                .map(q -> q.getKey() + "=" + URLEncoder.encode(q.getValue(), UTF_8))
                .collect(Collectors.joining("&", "</v1/jobs?", ">; rel=\"next\""));
    }

    private static JobState state(String text) {
        try {
            return JobState.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Refusal.at(
                    "state", "state must be one of queued, running, completed, failed, cancelled");
        }
    }

    private ApiResponse read(ApiRequest request) {
        Duration wait = request.duration("wait", Duration.ZERO, LONGEST_WAIT);
        Job job = cloud.job(request.job());
        if (wait.isPositive() && !job.state().isFinal()) {
            job = awaited(job, wait);
        }
        return ApiResponse.json(200, json.bytes(job));
    }

    private ApiResponse cancel(ApiRequest request) {
        Job before = cloud.job(request.job());
        Job job = cloud.cancel(request.job());
        audit.record(request, before.state().name(), job.state().name());
        return ApiResponse.json(200, json.bytes(job));
    }
}

package dev.elasticcloud.manager.rest.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// Carries out what a request wants changed: only if nobody changed it meanwhile, written down in
/// the audit log, and answered when it can be seen.
public final class Changes {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final Duration SHOWS_WITHIN = Duration.ofSeconds(2);

    private final CloudManager cloud;
    private final AuditTrail audit;
    private final ModelJson json = new ModelJson();
    private final ReentrantLock lock = new ReentrantLock();

    public Changes(CloudManager cloud, AuditTrail audit) {
        this.cloud = cloud;
        this.audit = audit;
    }

    /// Answers with the receipt: 200 when its effect is complete, else 202 and where to look.
    public ApiResponse submit(ApiRequest call, Command command) {
        return submit(call, command, List.of(command));
    }

    /// Like the other, for several commands that make one change.
    ///
    /// @param whole a command of the same effect as all of them, for the preview
    public ApiResponse submit(ApiRequest call, Command whole, List<Command> commands) {
        Duration wait = waiting(call);
        Receipt receipt;
        lock.lock();
        try {
            PodName subject = whole.subject();
            requireUnchanged(call, subject);
            if (call.flag("dryRun")) {
                return ApiResponse.json(200, json.bytes(cloud.preview(whole)));
            }
            CloudSnapshot before = cloud.snapshot();
            receipt = submitted(commands);
            awaitShown(receipt, before);
            audit.note(call, specs(before, receipt.pods()), specs(receipt.pods()));
        } finally {
            lock.unlock();
        }
        return answer(receipt, wait, whole.subject());
    }

    private Receipt submitted(List<Command> commands) {
        long generation = 0;
        Set<PodName> pods = new TreeSet<>();
        for (Command command : commands) {
            Receipt receipt = cloud.submit(command);
            generation = receipt.generation();
            pods.addAll(receipt.pods());
        }
        return new Receipt(generation, pods);
    }

    /// Waits until what was changed can be read, so that whoever changes it reads it changed. A
    /// change that the second snapshot from now does not show is none that shows.
    private void awaitShown(Receipt receipt, CloudSnapshot before) {
        if (receipt.pods().isEmpty()) {
            return;
        }
        try {
            cloud.await(
                    now ->
                            now.number() >= before.number() + 2
                                    || receipt.pods().stream()
                                            .anyMatch(p -> differs(p, before, now)),
                    SHOWS_WITHIN);
        } catch (CloudException e) {
            if (e.code() != ErrorCode.TIMEOUT) {
                throw e;
            }
        }
    }

    private static boolean differs(PodName pod, CloudSnapshot before, CloudSnapshot now) {
        return !before.pod(pod).map(PodStatus::spec).equals(now.pod(pod).map(PodStatus::spec));
    }

    public Receipt addPod(Path folder) {
        return cloud.addPod(folder);
    }

    /// Answers for a pod whose folder was taken in.
    public ApiResponse.Whole added(ApiRequest call, Receipt receipt) {
        audit.note(call, Map.of(), specs(receipt.pods()));
        return answer(receipt, waiting(call), null);
    }

    public Duration waiting(ApiRequest call) {
        return call.time("wait", Duration.ZERO, LONGEST_WAIT);
    }

    public ApiResponse.Whole answer(Receipt receipt, Duration wait, @Nullable PodName subject) {
        CloudSnapshot now = cloud.snapshot();
        if (!receipt.isDone(now) && wait.isPositive()) {
            try {
                now = cloud.await(receipt::isDone, wait);
            } catch (CloudException e) {
                if (e.code() != ErrorCode.TIMEOUT) {
                    throw e;
                }
                now = cloud.snapshot();
            }
        }
        boolean done = receipt.isDone(now);
        Progress progress =
                new Progress(
                        receipt.generation(),
                        receipt.pods(),
                        done,
                        now.problems().stream()
                                .map(p -> p.subject().text() + ": " + p.message())
                                .toList());
        ApiResponse.Whole answer = ApiResponse.json(done ? 200 : 202, json.bytes(progress));
        answer = ApiResponse.with(answer, "Location", location(receipt));
        return subject == null ? answer : withTag(answer, now, subject);
    }

    private static ApiResponse.Whole withTag(
            ApiResponse.Whole answer, CloudSnapshot now, PodName pod) {
        return now.pod(pod)
                .map(p -> ApiResponse.with(answer, "ETag", tag(p.spec())))
                .orElse(answer);
    }

    private static String location(Receipt receipt) {
        String pods = receipt.pods().stream().map(PodName::value).collect(Collectors.joining(","));
        return "/v1/receipts/%d%s"
                .formatted(receipt.generation(), pods.isEmpty() ? "" : "?pods=" + pods);
    }

    /// How far the effect of a change is.
    ///
    /// @param problems what stands in the way of anything at the moment
    public record Progress(
            long generation, Set<PodName> pods, boolean done, List<String> problems) {}

    private void requireUnchanged(ApiRequest call, @Nullable PodName subject) {
        String wanted = call.header("If-Match");
        if (wanted.isEmpty() || subject == null) {
            return;
        }
        String present = cloud.snapshot().pod(subject).map(p -> tag(p.spec())).orElse("");
        boolean matches =
                wanted.strip().equals("*")
                        ? !present.isEmpty()
                        : List.of(wanted.split("\\s*,\\s*")).contains(present);
        if (!matches) {
            throw Refusal.of(
                    ProblemType.CHANGED_MEANWHILE,
                    "Pod %s is not as it was when you read it".formatted(subject));
        }
    }

    /// Changes whenever what is wanted of a pod does.
    public static String tag(PodSpec spec) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(spec.toString().getBytes(StandardCharsets.UTF_8));
            return "\"" + HexFormat.of().formatHex(hash, 0, 8) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private Map<PodName, PodSpec> specs(Set<PodName> pods) {
        return specs(cloud.snapshot(), pods);
    }

    private static Map<PodName, PodSpec> specs(CloudSnapshot snapshot, Set<PodName> pods) {
        Map<PodName, PodSpec> specs = new TreeMap<>();
        pods.forEach(name -> snapshot.pod(name).ifPresent(p -> specs.put(name, p.spec())));
        return specs;
    }

    /// What of two trees differs: of objects their differing fields, of all else the whole.
    static JsonNode difference(JsonNode one, JsonNode other) {
        if (!one.isObject() || !other.isObject()) {
            return one;
        }
        ObjectNode differing = JsonNodeFactory.instance.objectNode();
        one.properties()
                .forEach(
                        field -> {
                            JsonNode counterpart = other.path(field.getKey());
                            if (!field.getValue().equals(counterpart)) {
                                differing.set(
                                        field.getKey(), difference(field.getValue(), counterpart));
                            }
                        });
        return differing;
    }
}

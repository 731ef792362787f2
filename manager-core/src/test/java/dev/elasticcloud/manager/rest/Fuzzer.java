package dev.elasticcloud.manager.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.MediaType;
import okhttp3.RequestBody;

/// Sends random requests: every operation, with values, bodies, headers and types drawn from a
/// seed. It records each answer that a correct server would not give.
final class Fuzzer {

    private static final Set<Integer> DECLARED = Set.of(503, 504);
    private static final List<String> WORDS =
            List.of(
                    "light",
                    "light-1",
                    "heavy",
                    "none",
                    "",
                    "0",
                    "-1",
                    "1",
                    "3",
                    "99999999999999999999",
                    "1e309",
                    "NaN",
                    "true",
                    "null",
                    "ONLINE",
                    "30s",
                    "PT1H",
                    "2026-01-01T00:00:00Z",
                    "../..",
                    "%00",
                    "a;b",
                    "a,b",
                    "ünïcödé",
                    "\ud83d\ude00",
                    "\u202e",
                    "x".repeat(300),
                    "'; DROP TABLE jobs; --",
                    "${jndi:ldap://x}",
                    "<script>",
                    "\\u0000",
                    "\"");
    private static final List<String> TYPES =
            List.of(
                    "application/json",
                    "application/json; charset=utf-16",
                    "application/merge-patch+json",
                    "text/plain",
                    "application/x-tar",
                    "x/y");
    private static final List<String> FIELDS =
            List.of(
                    "kind",
                    "pod",
                    "pods",
                    "name",
                    "image",
                    "slots",
                    "limits",
                    "cpus",
                    "memoryMib",
                    "elasticity",
                    "min",
                    "max",
                    "role",
                    "launch",
                    "top",
                    "text",
                    "nodes",
                    "spares",
                    "balance",
                    "drainDeadline",
                    "lowerThreshold",
                    "cooldown",
                    "rules",
                    "up",
                    "down",
                    "percent",
                    "entries",
                    "steps",
                    "calm",
                    "previous",
                    "timeout");
    private static final List<String> KINDS =
            List.of(
                    "initialise",
                    "set-slots",
                    "launch-node",
                    "remove-node",
                    "pause-pod",
                    "define-pod",
                    "target",
                    "schedule");

    private final Random random;
    private final Client owner;
    private final List<String[]> operations = new ArrayList<>();
    private final Set<String> touched = new TreeSet<>();
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private int sent;

    Fuzzer(Edges edge, long seed) {
        this.random = new Random(seed);
        this.owner = edge.owner();
        JsonNode paths = owner.get("/openapi.json").json().path("paths");
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                            method ->
                                    operations.add(
                                            new String[] {
                                                method.toUpperCase(Locale.ROOT), path.getKey()
                                            }));
        }
    }

    void run(int requests) {
        for (int i = 0; i < requests; i++) {
            String[] operation = operations.get(i % operations.size());
            send(operation[0], operation[1]);
            sent++;
        }
    }

    int sent() {
        return sent;
    }

    List<String> faults() {
        return faults;
    }

    Set<String> operations() {
        return touched;
    }

    private void send(String method, String template) {
        String path = address(template);
        if (method.equals("DELETE") && template.equals("/v1/pods/{pod}")) {
            // The test checks this pod afterwards; others may be forgotten.
            path = path.replace("/pods/light", "/pods/medium");
        }
        if (template.equals("/v1/stream") || path.contains("follow=")) {
            // Streams stay open until they are closed, so only their refusals are tried here.
            path = "/v1/stream?" + word() + "=" + word();
        }
        touched.add(method + " " + template);
        String verb = random.nextInt(20) == 0 ? "OPTIONS" : method;
        RequestBody body = verb.equals("GET") ? null : body();
        String tried = verb + " " + path;
        try {
            Client.Reply reply = owner.raw(verb, path, body, headers());
            boolean allowed = reply.status() < 500 || DECLARED.contains(reply.status());
            boolean problem =
                    reply.status() < 400 || reply.header("Content-Type").contains("problem+json");
            if (!allowed || !problem || reply.text().contains("\tat ")) {
                faults.add(tried + " -> " + reply.status() + " " + reply.text());
            }
        } catch (IllegalArgumentException e) {
            // The client itself refuses to send this request.
        } catch (UncheckedIOException e) {
            faults.add(tried + " -> " + e.getCause());
        }
    }

    private String address(String template) {
        String path = template;
        for (String variable : List.of("pod", "node", "job", "generation", "token")) {
            path =
                    path.replace(
                            "{" + variable + "}",
                            encoded(random.nextInt(3) > 0 ? likely(variable) : word()));
        }
        StringBuilder address = new StringBuilder(path);
        String separator = "?";
        for (int i = random.nextInt(3); i > 0; i--) {
            String name =
                    pick(
                            List.of(
                                    "limit", "offset", "pod", "state", "since", "dryRun", "from",
                                    "x"));
            address.append(separator).append(name).append('=').append(encoded(word()));
            separator = "&";
        }
        return address.toString();
    }

    private String likely(String variable) {
        return switch (variable) {
            case "pod" -> pick(List.of("light", "medium", "heavy"));
            case "node" -> pick(List.of("light-1", "medium-1"));
            case "generation" -> "3";
            default -> "0-0";
        };
    }

    private static String encoded(String word) {
        return java.net.URLEncoder.encode(word, java.nio.charset.StandardCharsets.UTF_8);
    }

    private RequestBody body() {
        String text =
                switch (random.nextInt(6)) {
                    case 0 -> "";
                    case 1 -> word();
                    case 2 -> "[".repeat(random.nextInt(200));
                    case 3 -> "{\"name\":1,\"name\":2}";
                    default -> value(0);
                };
        String type = random.nextInt(4) > 0 ? TYPES.getFirst() : pick(TYPES);
        return RequestBody.create(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), MediaType.get(type));
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 7)) {
            case 0 -> quoted(word());
            case 1 -> String.valueOf(random.nextInt(-5, 500));
            case 2 ->
                    pick(
                            List.of(
                                    "null",
                                    "true",
                                    "1e400",
                                    "-0.0",
                                    "123456789012345678901234567890"));
            case 3 -> quoted(pick(List.of("light", "light-1", "30s", "owner", "least-busy")));
            case 4 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
            default -> object(depth);
        };
    }

    private String object(int depth) {
        StringBuilder text = new StringBuilder("{");
        if (random.nextBoolean()) {
            text.append("\"kind\":").append(quoted(pick(KINDS))).append(',');
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(quoted(pick(FIELDS))).append(':').append(value(depth + 1));
            text.append(i > 0 ? "," : "");
        }
        return text.append('}').toString();
    }

    private static String quoted(String word) {
        return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /// Never waits for a job, which may not end after what earlier requests did to its pod.
    private String[] headers() {
        List<String> odd =
                switch (random.nextInt(8)) {
                    case 0 -> List.of("If-Match", "\"" + random.nextInt() + "\"");
                    case 1 -> List.of("Idempotency-Key", "k" + random.nextInt(50));
                    case 2 -> List.of("Accept", "x/y;q=z");
                    case 3 -> List.of("X-Request-Id", "a".repeat(random.nextInt(100)));
                    case 4 -> List.of("Content-Encoding", "gzip");
                    default -> List.of("Accept-Language", "tlh");
                };
        return new String[] {"Prefer", "wait=0", odd.getFirst(), odd.getLast()};
    }

    private String word() {
        return pick(WORDS);
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}

package dev.elasticcloud.lab.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.ServeConfig;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The manager under test in a process of its own, so that it can be killed. Reads one JSON request
/// per line and answers each with one line, in any order.
public final class ManagerUnderTest {

    static final String READY = "ready";

    private static final Duration TEAR_DOWN = Duration.ofSeconds(30);

    private final ObjectMapper json = new ObjectMapper();
    private final ManagerConfig config;
    private final HostedCloud cloud;
    private final PrintStream out;
    private @Nullable Serving serving;

    private ManagerUnderTest(ManagerConfig config, HostedCloud cloud, PrintStream out) {
        this.config = config;
        this.cloud = cloud;
        this.out = out;
    }

    /// One request: its number, the operation and its arguments.
    public record Request(long id, String ask, Map<String, String> words) {}

    /// One answer; `error` is empty unless the request failed.
    public record Answer(long id, String error, JsonNode value) {}

    /// One job as the manager reports it.
    public record JobView(
            String id, String pod, String state, int attempts, String reason, String result) {

        boolean ended() {
            return state.equals("COMPLETED") || state.equals("FAILED") || state.equals("CANCELLED");
        }

        static JobView of(Job job) {
            return new JobView(
                    job.id().value(),
                    job.pod().value(),
                    job.state().name(),
                    job.attempts(),
                    job.reason(),
                    job.result());
        }
    }

    /// Arguments: cloud, home, data, port.
    public static void main(String[] args) throws IOException {
        ManagerConfig config =
                new ManagerConfig(
                        args[0],
                        Path.of(args[1]),
                        Path.of(args[2]),
                        Integer.parseInt(args[3]),
                        ManagerConfig.LOOPBACK,
                        false,
                        NetworkFaults.SUBNETS);
        PrintStream out = System.out;
        // Other output must not mix with the answers.
        System.setOut(System.err);
        try (HostedCloud cloud = Managers.local(config)) {
            out.println(READY);
            new ManagerUnderTest(config, cloud, out).serve();
        } catch (CloudException e) {
            out.println(e.text());
            System.exit(e.code().exitCode());
        }
    }

    private void serve() throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Request request = json.readValue(line, Request.class);
            Thread.ofVirtual().name("ask-" + request.id()).start(() -> answer(request));
        }
    }

    private void answer(Request request) {
        Answer answer;
        try {
            Object value = value(request.ask(), request.words());
            answer = new Answer(request.id(), "", json.valueToTree(value));
        } catch (RuntimeException e) {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            answer = new Answer(request.id(), message, json.nullNode());
        }
        String line = json.valueToTree(answer).toString();
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    private Object value(String ask, Map<String, String> words) {
        return switch (ask) {
            case "view" -> ManagerView.of(cloud.snapshot());
            case "submit" -> cloud.submit(request(words)).id().value();
            case "jobs" -> jobs(words.getOrDefault("ids", ""));
            case "cancel" -> JobView.of(cloud.cancel(new JobId(word(words, "id"))));
            case "events" ->
                    cloud.events(EventQuery.latest(1000)).stream().map(e -> e.message()).toList();
            case "add pod" -> cloud.addPod(Path.of(word(words, "folder"))).generation();
            case "open the edge" -> openEdge();
            case "close the edge" -> closeEdge();
            case "tear down" -> {
                HostedCloud.Leftovers left = cloud.tearDown(TEAR_DOWN);
                yield List.of(left.containers(), left.networks());
            }
            default -> cloud.submit(command(ask, words)).generation();
        };
    }

    /// Serves the manager over HTTP; returns its address and a token.
    private synchronized Map<String, String> openEdge() {
        ServeConfig edge = ServeConfig.loopback(config.cloud(), config.data(), true, 0);
        serving = Managers.serve(cloud, edge);
        Endpoint own = Managers.endpoint(config.data(), config.cloud()).orElseThrow();
        return Map.of("url", own.url().toString(), "token", own.token());
    }

    private synchronized boolean closeEdge() {
        Serving open = serving;
        serving = null;
        if (open != null) {
            open.close();
        }
        return open != null;
    }

    private static JobRequest request(Map<String, String> words) {
        Map<String, String> parameters = new TreeMap<>(words);
        return new JobRequest(PodName.of(String.valueOf(parameters.remove("pod"))), parameters);
    }

    private List<JobView> jobs(String ids) {
        List<JobView> jobs = new ArrayList<>();
        for (String id : ids.split(",", -1)) {
            jobs.add(JobView.of(cloud.job(new JobId(id))));
        }
        return jobs;
    }

    private static Command command(String ask, Map<String, String> words) {
        PodName pod = PodName.of(word(words, "pod"));
        return switch (ask) {
            case "initialise" -> new Command.Initialise(Map.of(pod, number(words, "nodes")));
            case "shut down" -> new Command.ShutDownPod(pod);
            case "forget" -> new Command.ForgetPod(pod);
            case "launch" -> new Command.LaunchNode(pod, null);
            case "remove" -> new Command.RemoveNode(pod, NodeName.of(word(words, "node")));
            case "manual" -> new Command.DisableElasticity(pod);
            case "elastic" ->
                    new Command.EnableElasticity(pod, number(words, "min"), number(words, "max"));
            case "cooldown" ->
                    new Command.SetCooldown(pod, Duration.ofSeconds(number(words, "seconds")));
            case "spares" -> new Command.SetSpares(pod, number(words, "spares"));
            case "balance" -> new Command.SetBalance(pod, Balance.of(word(words, "way")));
            default -> throw new IllegalArgumentException("'" + ask + "' is not a known operation");
        };
    }

    private static String word(Map<String, String> words, String key) {
        String word = words.get(key);
        if (word == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return word;
    }

    private static int number(Map<String, String> words, String key) {
        return Integer.parseInt(word(words, key));
    }
}

package dev.elasticcloud.lab.chaos.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The `docker` program, independent of the manager. It injects faults, and its output is compared
/// with what the manager reports.
public final class DockerCli {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final String cloud;

    public DockerCli(String cloud) {
        this.cloud = cloud;
    }

    /// One container of the cloud.
    ///
    /// @param node empty for the balancer
    public record Container(String id, String name, String state, String node) {}

    /// Runs `docker` with these arguments and returns its output.
    public String run(String... words) {
        return run(LONGEST, words);
    }

    public static String run(Duration within, String... words) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        return program(within, command);
    }

    /// Runs a program and returns its output.
    ///
    /// @throws IllegalStateException with the output when it fails or takes too long
    public static String program(Duration within, List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            CompletableFuture<String> said =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return new String(
                                            process.getInputStream().readAllBytes(),
                                            StandardCharsets.UTF_8);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " has not ended within " + within);
            }
            String text = said.join().strip();
            if (process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// All containers of the cloud, including stopped ones.
    public List<Container> containers() {
        String format = "{{.ID}} {{.Names}} {{.State}} {{.Label \"dev.elasticcloud.node\"}}.";
        return lines(
                        run(
                                "ps",
                                "-a",
                                "--no-trunc",
                                "--filter",
                                "label=dev.elasticcloud.cloud=" + cloud,
                                "--format",
                                format))
                .stream()
                .map(
                        line -> {
                            String[] parts = line.split(" ", 4);
                            String node = parts[3].substring(0, parts[3].length() - 1);
                            return new Container(parts[0], parts[1], parts[2], node);
                        })
                .toList();
    }

    /// The names of all networks of the cloud.
    public List<String> networks() {
        return names("network");
    }

    /// The names of all volumes of the cloud.
    public List<String> volumes() {
        return names("volume");
    }

    private List<String> names(String kind) {
        return lines(
                run(
                        kind,
                        "ls",
                        "--filter",
                        "label=dev.elasticcloud.cloud=" + cloud,
                        "--format",
                        "{{.Name}}"));
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    public String container(String node) {
        return "ec-" + cloud + "." + node;
    }

    public String balancer() {
        return "ec-" + cloud + "-balancer";
    }
}

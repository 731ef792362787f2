package dev.elasticcloud.lab.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// The client of a manager that runs as a child process. When the process has ended, every call
/// fails with [Gone], including those that wait.
final class ManagerProcess implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final String MODULE = "dev.elasticcloud.lab";

    /// Thrown when the manager under test has ended or does not answer.
    static final class Gone extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Gone(String message) {
            super(message);
        }
    }

    /// How to start a manager.
    ///
    /// @param log its log file
    /// @param environment variables in addition to those of this process
    record Plan(
            String cloud,
            Path home,
            Path data,
            int port,
            Path log,
            Path logging,
            Map<String, String> environment) {}

    private final ObjectMapper json = new ObjectMapper();
    private final Process process;
    private final Map<Long, CompletableFuture<ManagerUnderTest.Answer>> open =
            new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final BufferedReader answers;

    private ManagerProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Starts a manager and waits until it is ready.
    ///
    /// @throws Gone with its output when it ends before that
    static ManagerProcess start(Plan plan) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseCompactObjectHeaders");
        command.add("-Djava.io.tmpdir=" + temporary(plan.data()));
        command.add("-Delasticcloud.home=" + plan.home());
        command.add("-Dlogback.configurationFile=" + plan.logging());
        String modules = System.getProperty("jdk.module.path");
        if (modules == null) {
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.add(ManagerUnderTest.class.getName());
        } else {
            command.add("--enable-native-access=com.sun.jna,org.xerial.sqlitejdbc");
            command.addAll(List.of("--module-path", modules));
            command.addAll(List.of("--module", MODULE + "/" + ManagerUnderTest.class.getName()));
        }
        command.addAll(List.of(plan.cloud(), plan.home().toString(), plan.data().toString()));
        command.add(Integer.toString(plan.port()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(plan.environment());
        builder.redirectError(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
        try {
            ManagerProcess started = new ManagerProcess(builder.start());
            started.awaitReady();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A folder for the child's temporary files, so that leftovers can be counted.
    static File temporary(Path data) {
        try {
            return Files.createDirectories(data.resolve("tmp")).toFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.equals(ManagerUnderTest.READY)) {
                Thread.ofVirtual().name("answers").start(this::read);
                return;
            }
            said.append(line).append(' ');
        }
        throw new Gone("the manager ended before it was ready: " + said.toString().strip());
    }

    private void read() {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                ManagerUnderTest.Answer answer =
                        json.readValue(line, ManagerUnderTest.Answer.class);
                CompletableFuture<ManagerUnderTest.Answer> waiting = open.remove(answer.id());
                if (waiting != null) {
                    waiting.complete(answer);
                }
            }
        } catch (IOException e) {
            // A killed process may end in the middle of a line.
        }
        open.values().forEach(waiting -> waiting.completeExceptionally(gone()));
        open.clear();
    }

    private static Gone gone() {
        return new Gone("the manager has ended");
    }

    JsonNode ask(String what, Map<String, String> words) {
        return ask(what, words, USUAL);
    }

    /// @throws IllegalStateException with the manager's message when it refuses
    JsonNode ask(String what, Map<String, String> words, Duration within) {
        long id = numbers.incrementAndGet();
        CompletableFuture<ManagerUnderTest.Answer> answer = new CompletableFuture<>();
        open.put(id, answer);
        try {
            byte[] line =
                    (json.valueToTree(new ManagerUnderTest.Request(id, what, words)) + "\n")
                            .getBytes(StandardCharsets.UTF_8);
            synchronized (process) {
                process.getOutputStream().write(line);
                process.getOutputStream().flush();
            }
            if (!process.isAlive()) {
                throw gone();
            }
            ManagerUnderTest.Answer got = answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
            if (!got.error().isEmpty()) {
                throw new IllegalStateException(got.error());
            }
            return got.value();
        } catch (IOException e) {
            throw gone();
        } catch (TimeoutException e) {
            throw new Gone("the manager does not answer '%s' within %s".formatted(what, within));
        } catch (ExecutionException e) {
            throw gone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Gone("interrupted while waiting for the manager");
        } finally {
            open.remove(id);
        }
    }

    ManagerView view() {
        return json.convertValue(ask("view", Map.of()), ManagerView.class);
    }

    List<ManagerUnderTest.JobView> jobs(List<String> ids) {
        JsonNode found = ask("jobs", Map.of("ids", String.join(",", ids)));
        return List.of(json.convertValue(found, ManagerUnderTest.JobView[].class));
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /// Kills the manager as `kill -9` does.
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /// Closes the manager's input, so that it ends by itself.
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
        awaitEnd();
    }
}

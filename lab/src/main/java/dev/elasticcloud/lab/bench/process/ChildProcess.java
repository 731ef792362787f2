package dev.elasticcloud.lab.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Java process beside the benchmark, so that its resources can be measured separately. It
/// answers each line with one line.
public final class ChildProcess implements AutoCloseable {

    private final Path logging = Files.createTempFile("elastic-cloud-child", ".xml");
    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    /// @param main a class with a `main` method, run by the same Java as this process
    public ChildProcess(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The same options as the launcher gives to 'cloud serve'.
        command.addAll(List.of("-XX:+UseCompactObjectHeaders", "-XX:+UseSerialGC", "-Xms48m"));
        command.add("--enable-native-access=ALL-UNNAMED,org.xerial.sqlitejdbc,com.sun.jna");
        Module module = main.getModule();
        if (module.isNamed()) {
            command.addAll(List.of("--module-path", System.getProperty("jdk.module.path")));
            command.addAll(List.of("--module", module.getName() + "/" + main.getName()));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        }
        command.addAll(List.of(arguments));
        command.add(1, "-Dlogback.configurationFile=" + quiet());
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = process.inputReader();
        orders = process.outputWriter();
    }

    /// Logs warnings to the error output, because answers go to the standard output.
    private Path quiet() throws IOException {
        Files.writeString(
                logging,
                """
                <configuration>
                  <appender name="ERR" class="ch.qos.logback.core.ConsoleAppender">
                    <target>System.err</target>
                    <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %msg%n</pattern></encoder>
                  </appender>
                  <root level="WARN"><appender-ref ref="ERR"/></root>
                </configuration>
                """);
        return logging;
    }

    /// Sends an order without waiting for its answer.
    public void order(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
    }

    public String ask(String order) throws IOException {
        order(order);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("The child process ended instead of answering '" + order + "'");
        }
        return answer;
    }

    /// The CPU time used so far.
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// The resident memory, as Linux reports it.
    public long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    /// Kills the child as `kill -9` does and waits until it has ended.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        logging.toFile().delete();
    }

    /// Closes the child's input, so that it ends, and kills it if it does not.
    @Override
    public void close() {
        try {
            orders.close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            logging.toFile().delete();
        }
    }
}

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

/// A Java process of our own code beside the benchmark, so that what it uses can be told apart.
/// It answers each line that it is told with one line.
public final class ChildProcess implements AutoCloseable {

    private final Path logging = Files.createTempFile("elastic-cloud-child", ".xml");
    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    /// @param main a class with a `main` method, run by the same Java as this
    public ChildProcess(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // as the launcher starts a manager without a window
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

    /// Where logs go: warnings to the error output, for answers come on the other one.
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

    /// Gives an order without waiting for its answer.
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

    /// Processor time used so far.
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// Memory that is resident now, as Linux tells it.
    public long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    /// Ends the child without warning, as `kill -9` does, and waits until it is gone.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        logging.toFile().delete();
    }

    /// Lets the child end by itself, and ends it when it does not.
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

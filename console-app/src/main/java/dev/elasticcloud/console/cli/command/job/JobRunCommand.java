package dev.elasticcloud.console.cli.command.job;

import dev.elasticcloud.console.cli.input.DurationConverter;
import dev.elasticcloud.console.cli.output.ParameterHelp;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.ExitCodes;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.JobParameter;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cloud job run POD`. Its help asks the cloud for the parameters that the pod declares.
@CommandLine.Command(
        name = "run",
        description = {
            "Runs a job on a pod.",
            "Prints the job's id at once, or with --wait its result. 'cloud job run POD -h' lists"
                    + " the parameters of the pod's job."
        },
        footer = {
            "  cloud job run light --wait",
            "  cloud job run light --param text='some words' --param top=3 --wait",
            "  cloud job run medium --param picture=@cat.png --wait",
            "  cloud job run heavy --count 50 --wait",
            "  cloud job run heavy -h                   the parameters of heavy's job"
        })
final class JobRunCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    private final CommandSession session;

    @CommandLine.Spec CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "POD", description = "The pod to run the job on.")
    @Nullable String pod;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "A parameter; @FILE as the value reads a file.")
    Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many times to run it; default: ${DEFAULT-VALUE}.")
    int count = 1;

    @Option(names = "--wait", description = "Wait until it has ended, and print its result.")
    boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "The longest time to wait; default: 10m.")
    Duration timeout = Duration.ofMinutes(10);

    @Option(
            names = {"-h", "--help"},
            description = "Show this help, and with a pod the parameters of its job.")
    boolean help;

    JobRunCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (help) {
            return help();
        }
        if (pod == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "No pod is given: write 'cloud job run POD'");
        }
        if (count < 1 || count > MOST) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "--count must be from 1 to %d, not %d".formatted(MOST, count));
        }
        PodStatus status = session.pod(pod);
        JobRequest request = new JobRequest(status.name(), read(parameters, status.spec().job()));
        CloudManager cloud = session.cloud();
        List<Job> accepted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            accepted.add(cloud.submit(request));
        }
        if (wait) {
            return await(cloud, accepted);
        }
        if (session.isJson()) {
            session.list(JobCommands.JOBS, accepted, job -> job.id().value());
        } else {
            accepted.forEach(job -> session.out().println(job.id()));
            session.out().flush();
            session.hint(
                    "Accepted. Next: 'cloud job result %s' waits for the result."
                            .formatted(accepted.getFirst().id()));
        }
        return 0;
    }

    private int await(CloudManager cloud, List<Job> accepted) {
        List<Job> ended =
                accepted.stream().map(j -> JobWait.await(cloud, j.id(), timeout)).toList();
        if (session.isJson()) {
            session.json(ended.stream().map(JobCommands.JOB::data).toList());
        } else if (ended.size() == 1 && ended.getFirst().state() == JobState.COMPLETED) {
            session.out().println(ended.getFirst().result());
        } else {
            session.list(JobCommands.JOBS, ended, job -> job.id().value());
        }
        session.out().flush();
        long completed = ended.stream().filter(j -> j.state() == JobState.COMPLETED).count();
        session.say("%s of %d completed".formatted(completed, ended.size()));
        return completed == ended.size() ? 0 : ExitCodes.JOB_FAILED;
    }

    private int help() {
        CommandLine line = spec.commandLine();
        line.usage(session.out());
        if (pod != null) {
            PodStatus status = session.pod(pod);
            session.out().printf("%n%s: %s%n", status.name(), status.spec().description());
            session.out().println(ParameterHelp.of(status.spec().job()));
        }
        session.out().flush();
        return 0;
    }

    /// Replaces `@FILE` with the file's content: base64 for a file parameter, text for others.
    private static Map<String, String> read(Map<String, String> given, JobProgram job) {
        Map<String, String> read = new LinkedHashMap<>();
        given.forEach(
                (name, value) ->
                        read.put(
                                name,
                                value.startsWith("@")
                                        ? content(Path.of(value.substring(1)), isFile(job, name))
                                        : value));
        return read;
    }

    private static boolean isFile(JobProgram job, String parameter) {
        return job.parameter(parameter).filter(JobParameter.File.class::isInstance).isPresent();
    }

    private static String content(Path file, boolean binary) {
        try {
            return binary
                    ? Base64.getEncoder().encodeToString(Files.readAllBytes(file))
                    : Files.readString(file);
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.INVALID, FileFailure.sentence(file, "be read", e), e);
        }
    }
}

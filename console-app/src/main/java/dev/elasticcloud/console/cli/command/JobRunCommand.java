package dev.elasticcloud.console.cli.command;

import dev.elasticcloud.console.cli.output.ParameterHelp;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.ExitCodes;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.JobParameter;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.status.PodStatus;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

/// `cloud job run POD`: what the job takes is the pod's to say, so the help asks the cloud for it.
@CommandLine.Command(
        name = "run",
        description = {
            "Runs a job on a pod.",
            "It is accepted at once and its id is written; with --wait, its answer. 'cloud job",
            "run POD -h' says what the pod's job takes."
        },
        footer = {
            "  cloud job run light --wait",
            "  cloud job run light --param text='some words' --param top=3 --wait",
            "  cloud job run medium --param picture=@cat.png --wait",
            "  cloud job run heavy --count 50 --wait",
            "  cloud job run heavy -h                   what heavy's job takes"
        })
final class JobRunCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    private final CommandSession session;

    @CommandLine.Spec CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "POD", description = "The pod to run it on.")
    @Nullable String pod;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "A parameter; @FILE as value takes a file's content.")
    Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Run it this often; default: ${DEFAULT-VALUE}.")
    int count = 1;

    @Option(names = "--wait", description = "Return when it has ended, with its answer.")
    boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to wait at most; default: 10m.")
    Duration timeout = Duration.ofMinutes(10);

    @Option(
            names = {"-h", "--help"},
            description = "Show this help, and with a pod what its job takes.")
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
                    spec.commandLine(), "Which pod? Write 'cloud job run POD'");
        }
        if (count < 1 || count > MOST) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "--count must be from 1 to %d, got %d".formatted(MOST, count));
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
                    "Accepted. 'cloud job result %s' waits for the answer."
                            .formatted(accepted.getFirst().id()));
        }
        return 0;
    }

    private int await(CloudManager cloud, List<Job> accepted) {
        List<Job> ended = accepted.stream().map(j -> cloud.await(j.id(), timeout)).toList();
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

    /// Replaces `@FILE` by the file's content: as base64 where the job takes a file, else as text.
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
                    ErrorCode.INVALID, "File %s cannot be read: %s".formatted(file, e), e);
        }
    }
}

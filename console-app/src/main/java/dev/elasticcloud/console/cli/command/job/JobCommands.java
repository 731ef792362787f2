package dev.elasticcloud.console.cli.command.job;

import dev.elasticcloud.console.cli.input.DurationConverter;
import dev.elasticcloud.console.cli.output.AnsiStyle;
import dev.elasticcloud.console.cli.output.Formats;
import dev.elasticcloud.console.cli.output.Table;
import dev.elasticcloud.console.cli.session.CommandGroup;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.ExitCodes;
import dev.elasticcloud.console.cli.session.LazyCommands;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cloud job …`.
public final class JobCommands {

    private static final int LONGEST = 60;

    static final Table<Job> JOBS =
            Table.<Job>empty()
                    .with("JOB", "job", Job::id)
                    .with("POD", "pod", Job::pod)
                    .with("STATE", "state", j -> Formats.of(j.state()), Job::state)
                    .styled(j -> styleOf(j.state()))
                    .with("NODE", "node", Job::node)
                    .with("ACCEPTED", "acceptedAt", Job::acceptedAt)
                    .with("TOOK", "seconds", j -> j.latency().orElse(null))
                    .with("TRIES", "attempts", Job::attempts)
                    .words("RESULT", j -> Formats.atMost(LONGEST, j.result() + j.reason()))
                    .data("parameters", Job::parameters)
                    .data("reason", Job::reason);

    static final Table<Job> JOB =
            Table.<Job>empty()
                    .with("Job", "job", Job::id)
                    .with("Pod", "pod", Job::pod)
                    .with("State", "state", j -> Formats.of(j.state()), Job::state)
                    .styled(j -> styleOf(j.state()))
                    .with("Node", "node", Job::node)
                    .with("Accepted", "acceptedAt", Job::acceptedAt)
                    .with("Started", "startedAt", Job::startedAt)
                    .with("Finished", "finishedAt", Job::finishedAt)
                    .with("Took", "seconds", j -> j.latency().orElse(null))
                    .with("Tries", "attempts", Job::attempts)
                    .with("Parameters", "parameters", j -> written(j.parameters()), Job::parameters)
                    .with("Reason", "reason", Job::reason)
                    .with("Result", "result", Job::result);

    private JobCommands() {}

    public static CommandLine job(CommandSession session) {
        return new LazyCommands()
                .with("run", () -> new JobRunCommand(session))
                .with(Set.of("ls", "list"), () -> new Ls(session))
                .with("show", () -> new Show(session))
                .with("result", () -> new Result(session))
                .with("cancel", () -> new Cancel(session))
                .fill(
                        CommandGroup.of(
                                "job",
                                "Runs jobs, lists them and prints their results.",
                                "  cloud job run light --param top=3 --wait",
                                "  cloud job ls --state failed"),
                        session.words());
    }

    private static AnsiStyle styleOf(JobState state) {
        return switch (state) {
            case COMPLETED -> AnsiStyle.GOOD;
            case QUEUED, RUNNING -> AnsiStyle.WARNING;
            case FAILED -> AnsiStyle.BAD;
            case CANCELLED -> AnsiStyle.FAINT;
        };
    }

    private static String written(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? "as declared"
                : String.join(
                        ", ",
                        parameters.entrySet().stream()
                                .map(e -> e.getKey() + "=" + Formats.atMost(LONGEST, e.getValue()))
                                .toList());
    }

    /// `cloud job ls`.
    @CommandLine.Command(
            name = "ls",
            aliases = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the latest jobs, newest first.",
            footer = {
                "  cloud job ls",
                "  cloud job ls light --last 100",
                "  cloud job ls --state failed --state cancelled -o json"
            })
    private static final class Ls implements Callable<Integer> {
        private final CommandSession session;

        @Parameters(arity = "0..1", paramLabel = "POD", description = "Only jobs of this pod.")
        @Nullable String pod;

        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "Only this state: ${COMPLETION-CANDIDATES}; can be repeated.")
        List<JobState> states = List.of();

        @Option(
                names = {"-n", "--last"},
                paramLabel = "N",
                description = "The most to list; default: ${DEFAULT-VALUE}.")
        int last = 20;

        Ls(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Set<JobState> wanted = states.isEmpty() ? Set.of() : EnumSet.copyOf(states);
            PodName ofPod = pod == null ? null : session.pod(pod).name();
            List<Job> jobs =
                    session.cloud().jobs(new JobQuery(ofPod, wanted, last).includingResults());
            session.list(JOBS, jobs, job -> job.id().value());
            return 0;
        }
    }

    /// `cloud job show`.
    @CommandLine.Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one job in full.",
            footer = {"  cloud job show JOB", "  cloud job show JOB -o json"})
    private static final class Show implements Callable<Integer> {
        private final CommandSession session;

        @Parameters(paramLabel = "JOB", description = "The job's id.")
        String job = "";

        Show(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.show(JOB, session.cloud().job(new JobId(job)));
            return 0;
        }
    }

    /// `cloud job result`.
    @CommandLine.Command(
            name = "result",
            mixinStandardHelpOptions = true,
            description = "Waits for a job and prints its result as JSON.",
            footer = "  cloud job result JOB > result.json")
    private static final class Result implements Callable<Integer> {
        private final CommandSession session;

        @Parameters(paramLabel = "JOB", description = "The job's id.")
        String job = "";

        @Option(
                names = "--timeout",
                paramLabel = "TIME",
                converter = DurationConverter.class,
                description = "The longest time to wait; default: 10m.")
        Duration timeout = Duration.ofMinutes(10);

        Result(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Job ended = JobWait.await(session.cloud(), new JobId(job), timeout);
            if (ended.state() == JobState.COMPLETED) {
                session.out().println(ended.result());
                session.out().flush();
                return 0;
            }
            session.say("Job %s %s: %s".formatted(job, Formats.of(ended.state()), ended.reason()));
            return ExitCodes.JOB_FAILED;
        }
    }

    /// `cloud job cancel`.
    @CommandLine.Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Cancels jobs that have not ended yet.",
            footer = "  cloud job cancel JOB JOB")
    private static final class Cancel implements Callable<Integer> {
        private final CommandSession session;

        @Parameters(arity = "1..*", paramLabel = "JOB", description = "The jobs' ids.")
        List<String> jobs = List.of();

        Cancel(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            CloudManager cloud = session.cloud();
            List<Job> cancelled = jobs.stream().map(JobId::new).map(cloud::cancel).toList();
            session.list(JOBS, cancelled, job -> job.id().value());
            return 0;
        }
    }
}

package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.JobClient;
import dev.elasticcloud.console.task.LongTask;
import dev.elasticcloud.console.task.TaskCentre;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Sends many jobs to a pod at once, to see it scale.
public final class BurstModel {

    static final int MOST = 500;

    private final CloudConnection connection;
    private final TaskCentre tasks;

    public BurstModel(CloudConnection connection, TaskCentre tasks) {
        this.connection = connection;
        this.tasks = tasks;
    }

    /// Why the user may not run jobs; empty when the user may.
    String notAllowed() {
        return connection.refusal(Role.USER);
    }

    /// The pods that can take jobs, the smallest first.
    List<PodName> pods() {
        return connection.snapshot().podsBySize().stream()
                .filter(pod -> pod.phase() != PodPhase.NOT_INITIALISED)
                .map(PodStatus::name)
                .toList();
    }

    /// A number of jobs that more than fills all nodes the pod has now.
    int suggested(PodName pod) {
        return connection
                .snapshot()
                .pod(pod)
                .map(p -> Math.clamp(6L * p.spec().slots() * Math.max(1, p.online()), 10, MOST))
                .orElse(10);
    }

    /// Sends jobs with the pod's default parameters.
    public void send(PodName pod, int count) {
        JobClient.Sending[] sending = new JobClient.Sending[1];
        LongTask task =
                tasks.start(text("overview.burst.task", count, pod), () -> sending[0].stop());
        sending[0] =
                new JobClient(connection)
                        .submit(
                                Collections.nCopies(count, new JobRequest(pod, Map.of())),
                                sent -> task.step(accepted(sent), (double) sent / count),
                                answer -> end(task, answer));
    }

    private static void end(LongTask task, JobClient.Submission answer) {
        String accepted = accepted(answer.accepted().size());
        if (answer.refusal().isEmpty()) {
            task.done(accepted);
        } else {
            task.failed(text("overview.burst.failed", accepted, answer.refusal()));
        }
    }

    private static String accepted(int jobs) {
        return text("overview.burst.accepted", count("count.jobs", jobs));
    }
}

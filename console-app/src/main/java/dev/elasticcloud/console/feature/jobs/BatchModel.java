package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.JobClient;
import dev.elasticcloud.console.connection.JobFilter;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;

/// The jobs of the last batch: their progress, and the actions on all of them.
///
/// One request per snapshot follows any number of them: which of the jobs accepted in that time
/// are still open or did not succeed.
public final class BatchModel {

    private static final Set<JobState> NOT_COMPLETED =
            Set.of(JobState.QUEUED, JobState.RUNNING, JobState.FAILED, JobState.CANCELLED);

    private final JobClient client;
    private final ReadOnlyObjectWrapper<Batch> batch =
            new ReadOnlyObjectWrapper<>(this, "batch", Batch.NONE);
    private final Map<JobId, Job> jobs = new LinkedHashMap<>();
    private final Map<JobId, JobRequest> requests = new LinkedHashMap<>();
    private JobClient.Sending sending = () -> {};
    private Consumer<Job> onFirst = job -> {};
    private int number;
    private boolean asking;

    private final ChangeListener<CloudSnapshot> following = (property, before, now) -> refresh();

    BatchModel(CloudConnection connection) {
        client = new JobClient(connection);
        connection.snapshotProperty().addListener(new WeakChangeListener<>(following));
    }

    public ReadOnlyObjectProperty<Batch> batchProperty() {
        return batch.getReadOnlyProperty();
    }

    /// Calls back with the first job of each batch as soon as it is accepted.
    void onFirst(Consumer<Job> opened) {
        onFirst = opened;
    }

    /// Starts jobs; the previous batch continues but is no longer followed.
    void run(String title, List<JobRequest> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        sending.stop();
        number++;
        int mine = number;
        jobs.clear();
        requests.clear();
        batch.set(Batch.sending(title, wanted.size(), 0));
        sending =
                client.submit(
                        wanted,
                        sent -> {
                            if (mine == number && batch.get().sending()) {
                                batch.set(Batch.sending(title, wanted.size(), sent));
                            }
                        },
                        submission -> {
                            if (mine == number) {
                                take(title, wanted, submission);
                            }
                        });
    }

    private void take(String title, List<JobRequest> wanted, JobClient.Submission submission) {
        List<Job> accepted = submission.accepted();
        for (int i = 0; i < accepted.size(); i++) {
            jobs.put(accepted.get(i).id(), accepted.get(i));
            requests.put(accepted.get(i).id(), wanted.get(i));
        }
        show(Batch.of(title, wanted.size(), jobs.values(), submission.refusal()));
        if (!accepted.isEmpty()) {
            onFirst.accept(accepted.getFirst());
        }
        refresh();
    }

    private void show(Batch changed) {
        if (!changed.equals(batch.get())) {
            batch.set(changed);
        }
    }

    private void refresh() {
        if (asking || !batch.get().open() || jobs.isEmpty()) {
            return;
        }
        asking = true;
        int mine = number;
        List<Job> all = new ArrayList<>(jobs.values());
        client.page(
                filter(all),
                null,
                JobFormModel.MOST_AT_ONCE,
                found -> {
                    asking = false;
                    if (mine == number) {
                        update(found);
                    }
                },
                refusal -> asking = false);
    }

    private static JobFilter filter(List<Job> all) {
        Instant first = all.getFirst().acceptedAt();
        Instant last = all.getLast().acceptedAt();
        PodName pod = all.getFirst().pod();
        boolean onePod = all.stream().allMatch(job -> job.pod().equals(pod));
        return JobFilter.ALL
                .withPod(onePod ? pod : null)
                .withUser(all.getFirst().user())
                .withStates(NOT_COMPLETED)
                .between(first.minusSeconds(1), last.plusSeconds(2));
    }

    private void update(List<Job> found) {
        Map<JobId, Job> notCompleted = new LinkedHashMap<>();
        found.forEach(job -> notCompleted.put(job.id(), job));
        boolean whole = found.size() < JobFormModel.MOST_AT_ONCE;
        jobs.replaceAll(
                (id, job) -> {
                    Job now = notCompleted.get(id);
                    if (now != null) {
                        return now;
                    }
                    boolean ended = whole && !job.state().isFinal();
                    // When it ended and its answer do not matter here.
                    return ended ? job.completed(job.acceptedAt(), "", "") : job;
                });
        Batch shown = batch.get();
        show(Batch.of(shown.title(), shown.total(), jobs.values(), shown.refusal()));
    }

    /// Stops submitting and cancels the jobs that have not ended yet.
    public void cancel() {
        sending.stop();
        List<JobId> open =
                jobs.values().stream().filter(job -> !job.state().isFinal()).map(Job::id).toList();
        client.cancel(open, this::refresh, this::complain);
    }

    private void complain(String refusal) {
        Batch shown = batch.get();
        show(Batch.of(shown.title(), shown.total(), jobs.values(), refusal));
    }

    /// Starts the failed jobs of this batch again, as a batch of their own.
    public void retryFailed() {
        List<JobRequest> failed =
                jobs.values().stream()
                        .filter(job -> job.state() == JobState.FAILED)
                        .map(job -> requests.get(job.id()))
                        .filter(java.util.Objects::nonNull)
                        .toList();
        run(text("jobs.batch.again", batch.get().title()), failed);
    }
}

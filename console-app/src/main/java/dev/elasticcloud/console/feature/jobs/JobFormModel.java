package dev.elasticcloud.console.feature.jobs;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.JobParameter;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;

/// The job form of one pod: its values, their errors, and the jobs run from it.
public final class JobFormModel {

    public static final int MOST_AT_ONCE = 500;

    /// The jobs of the latest run of this form.
    public record Batch(List<Job> jobs) {

        static final Batch NONE = new Batch(List.of());

        public Batch {
            jobs = List.copyOf(jobs);
        }

        public long count(JobState state) {
            return jobs.stream().filter(job -> job.state() == state).count();
        }

        public boolean open() {
            return jobs.stream().anyMatch(job -> !job.state().isFinal());
        }

        /// The share of jobs that have ended, from 0 to 1.
        public double progress() {
            long ended = jobs.stream().filter(job -> job.state().isFinal()).count();
            return jobs.isEmpty() ? 0 : (double) ended / jobs.size();
        }
    }

    private final CloudConnection connection;
    private final PodName pod;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper(this, "refusal", "");
    private final ReadOnlyObjectWrapper<Batch> batch =
            new ReadOnlyObjectWrapper<>(this, "batch", Batch.NONE);
    private boolean asking;

    /// The property holds this listener weakly, so that a closed form can be collected.
    private final ChangeListener<CloudSnapshot> following =
            (property, before, now) -> {
                check(now);
                refresh();
            };

    public JobFormModel(CloudConnection connection, PodName pod) {
        this.connection = connection;
        this.pod = pod;
        parameters().forEach(p -> values.put(p.name(), p.defaultValue()));
        check(connection.snapshot());
        connection.snapshotProperty().addListener(new WeakChangeListener<>(following));
    }

    public PodName pod() {
        return pod;
    }

    public String title() {
        return connection.snapshot().pod(pod).map(p -> p.spec().title()).orElse("");
    }

    public String description() {
        return connection.snapshot().pod(pod).map(p -> p.spec().description()).orElse("");
    }

    public List<JobParameter> parameters() {
        return connection
                .snapshot()
                .pod(pod)
                .map(p -> p.spec().job().parameters())
                .orElse(List.of());
    }

    /// Why no job can be run now; empty when one can.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Why the cloud refused jobs; empty when it accepted all.
    public ReadOnlyStringProperty refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Batch> batchProperty() {
        return batch.getReadOnlyProperty();
    }

    /// Sets a value and returns what is wrong with it; empty when it is valid.
    public String set(JobParameter parameter, String value) {
        values.put(parameter.name(), value);
        check(connection.snapshot());
        return faultOf(parameter, value);
    }

    private static String faultOf(JobParameter parameter, String value) {
        boolean nothing = value.isEmpty() && parameter.defaultValue().isEmpty();
        return nothing ? "" : parameter.problemWith(value);
    }

    private void check(CloudSnapshot snapshot) {
        boolean initialised =
                snapshot.pod(pod).map(p -> p.spec().target().initialised()).orElse(false);
        String refusal = connection.refusal(Role.USER);
        String found =
                !refusal.isEmpty()
                        ? refusal
                        : initialised ? "" : "Pod " + pod + " is not initialised";
        for (JobParameter parameter : parameters()) {
            String fault = faultOf(parameter, values.getOrDefault(parameter.name(), ""));
            if (found.isEmpty() && !fault.isEmpty()) {
                found = fault;
            }
        }
        problem.set(found);
    }

    /// Runs the same job several times; sends only values that differ from the pod's defaults.
    public void run(int count) {
        Map<String, String> changed = new LinkedHashMap<>();
        for (JobParameter parameter : parameters()) {
            String value = values.getOrDefault(parameter.name(), "");
            if (!value.equals(parameter.defaultValue())) {
                changed.put(parameter.name(), value);
            }
        }
        refusal.set("");
        batch.set(Batch.NONE);
        JobRequest request = new JobRequest(pod, changed);
        connection.submitJobs(
                request,
                Math.clamp(count, 1, MOST_AT_ONCE),
                submission -> {
                    batch.set(new Batch(submission.accepted()));
                    refusal.set(submission.refusal());
                },
                refusal::set);
    }

    /// Refreshes the open jobs; waits for one answer before it asks again.
    private void refresh() {
        Batch asked = batch.get();
        if (asking || !asked.open()) {
            return;
        }
        asking = true;
        connection.refreshJobs(
                asked.jobs(),
                jobs -> {
                    asking = false;
                    if (batch.get() == asked) {
                        batch.set(new Batch(jobs));
                    }
                },
                error -> asking = false);
    }

    /// Cancels the jobs that have not ended yet.
    public void cancel() {
        List<JobId> open =
                batch.get().jobs().stream()
                        .filter(job -> !job.state().isFinal())
                        .map(Job::id)
                        .toList();
        connection.cancelJobs(open, this::refresh, refusal::set);
    }
}

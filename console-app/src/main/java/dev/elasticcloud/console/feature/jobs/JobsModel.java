package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;

/// The jobs screen: the programs, the form of the chosen one, the last batch, the history, and the
/// selected job.
public final class JobsModel {

    /// A program that jobs can run; each pod has one.
    public record Program(PodName pod, String title) {}

    private final CloudConnection connection;
    private final BatchModel batch;
    private final HistoryModel history;
    private final ResultModel result;
    private final Map<PodName, JobFormModel> forms = new HashMap<>();
    private final ReadOnlyObjectWrapper<List<Program>> programs =
            new ReadOnlyObjectWrapper<>(this, "programs", List.of());
    private final ReadOnlyObjectWrapper<JobCounts> counts =
            new ReadOnlyObjectWrapper<>(this, "counts", JobCounts.NONE);
    private final ReadOnlyObjectWrapper<Optional<JobFormModel>> form =
            new ReadOnlyObjectWrapper<>(this, "form", Optional.empty());

    private final ChangeListener<CloudSnapshot> following = (property, before, now) -> follow(now);

    /// @param preferences store the filter of the history
    public JobsModel(CloudConnection connection, Preferences preferences) {
        this.connection = connection;
        this.batch = new BatchModel(connection);
        this.history = new HistoryModel(connection, preferences);
        this.result = new ResultModel(connection);
        batch.onFirst(
                job -> {
                    result.open(job.id());
                    history.newest();
                });
        follow(connection.snapshot());
        connection.snapshotProperty().addListener(new WeakChangeListener<>(following));
    }

    private void follow(CloudSnapshot snapshot) {
        JobCounts sums = snapshot.jobs();
        if (!sums.equals(counts.get())) {
            counts.set(sums);
        }
        List<Program> now =
                snapshot.podsBySize().stream()
                        .map(pod -> new Program(pod.name(), pod.spec().title()))
                        .toList();
        if (!now.equals(programs.get())) {
            programs.set(now);
        }
        refreshForm(snapshot);
    }

    /// Keeps the form of the chosen program; replaces it when the program's parameters change.
    private void refreshForm(CloudSnapshot snapshot) {
        Optional<PodStatus> chosen =
                form.get()
                        .flatMap(shown -> snapshot.pod(shown.pod()))
                        .or(() -> snapshot.podsBySize().stream().findFirst());
        Optional<JobFormModel> now = chosen.map(this::formOf);
        if (!now.equals(form.get())) {
            form.set(now);
        }
    }

    private JobFormModel formOf(PodStatus pod) {
        JobFormModel known = forms.get(pod.name());
        if (known != null && known.parameters().equals(pod.spec().job().parameters())) {
            return known;
        }
        JobFormModel made = new JobFormModel(connection, pod);
        forms.put(pod.name(), made);
        return made;
    }

    /// The time of the state that is shown.
    Instant now() {
        return connection.snapshot().at();
    }

    public ReadOnlyObjectProperty<List<Program>> programsProperty() {
        return programs.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<JobCounts> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    /// The form of the chosen program; empty when there is no program.
    public ReadOnlyObjectProperty<Optional<JobFormModel>> formProperty() {
        return form.getReadOnlyProperty();
    }

    public BatchModel batch() {
        return batch;
    }

    public HistoryModel history() {
        return history;
    }

    public ResultModel result() {
        return result;
    }

    public void choose(PodName pod) {
        connection.snapshot().pod(pod).ifPresent(p -> form.set(Optional.of(formOf(p))));
    }

    /// The title of a job's program; its name when it no longer exists.
    public String titleOf(PodName pod) {
        return titles().getOrDefault(pod, pod.value());
    }

    private Map<PodName, String> titles() {
        return programs.get().stream().collect(Collectors.toMap(Program::pod, Program::title));
    }

    /// Runs the form's job the given number of times.
    public void run(JobFormModel from, int count) {
        int times = Math.clamp(count, 1, JobFormModel.MOST_AT_ONCE);
        JobRequest request = from.request();
        String title = "%,d × %s".formatted(times, from.title());
        batch.run(times == 1 ? from.title() : title, java.util.Collections.nCopies(times, request));
    }

    /// Runs one job for each row of the form's file.
    public void runRows(JobFormModel from) {
        List<JobRequest> requests = from.rowRequests();
        batch.run(
                text(
                        "jobs.batch.rows",
                        from.title(),
                        Numbers.thousands(requests.size()),
                        from.rowsProperty().get().name()),
                requests);
    }

    /// Why a job cannot be run again as it was; empty when it can.
    public String whyNotAgain(Job job) {
        String refusal = connection.refusal(Role.USER);
        if (!refusal.isEmpty()) {
            return refusal;
        }
        if (connection.snapshot().pod(job.pod()).isEmpty()) {
            return text("jobs.gone");
        }
        return job.parameters().values().stream().anyMatch(JobText::isNotKept)
                ? text("jobs.valueTooLong")
                : "";
    }

    /// Runs jobs again with their earlier values, if possible.
    public void runAgain(List<Job> jobs) {
        List<JobRequest> requests =
                jobs.stream()
                        .filter(job -> whyNotAgain(job).isEmpty())
                        .map(job -> new JobRequest(job.pod(), job.parameters()))
                        .toList();
        List<String> titles = requests.stream().map(r -> titleOf(r.pod())).distinct().toList();
        batch.run(
                text(
                        "jobs.batch.repeated",
                        Numbers.thousands(requests.size()),
                        String.join(", ", titles)),
                requests);
    }

    /// Fills the form with a job's values.
    public void edit(Job job) {
        choose(job.pod());
        form.get().filter(f -> f.pod().equals(job.pod())).ifPresent(f -> f.fill(job.parameters()));
    }

    /// The command that runs the same job from a terminal.
    public String curl(Job job) {
        Function<String, String> direct =
                url ->
                        CurlCommand.direct(
                                url,
                                job.pod(),
                                connection
                                        .snapshot()
                                        .pod(job.pod())
                                        .map(p -> p.spec().job().path())
                                        .orElse("/run"),
                                job.parameters());
        return connection
                .managerUrl()
                .map(url -> CurlCommand.toManager(url, job.pod(), job.parameters()))
                .orElseGet(() -> direct.apply(connection.snapshot().balancer().url()));
    }
}

package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.LocalFiles;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.spec.JobParameter;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;

/// The form of one program: the value of each parameter, what is wrong with them, and the rows of
/// a file to run.
public final class JobFormModel {

    public static final int MOST_AT_ONCE = 10_000;
    private static final long MOST_ROW_BYTES = 64L * 1024 * 1024;

    private final CloudConnection connection;
    private final LocalFiles files;
    private final PodName pod;
    private final List<JobParameter> parameters;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyStringWrapper unavailable =
            new ReadOnlyStringWrapper(this, "unavailable", "");
    private final ReadOnlyIntegerWrapper filled = new ReadOnlyIntegerWrapper(this, "filled", 0);
    private final ReadOnlyObjectWrapper<RowsFile> rows =
            new ReadOnlyObjectWrapper<>(this, "rows", RowsFile.NONE);

    /// The property holds this listener weakly, so that a closed form can be collected.
    private final ChangeListener<CloudSnapshot> following = (property, before, now) -> check(now);

    JobFormModel(CloudConnection connection, PodStatus pod) {
        this.connection = connection;
        this.files = new LocalFiles(connection);
        this.pod = pod.name();
        this.parameters = pod.spec().job().parameters();
        parameters.forEach(p -> values.put(p.name(), p.defaultValue()));
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
        return parameters;
    }

    public String value(JobParameter parameter) {
        return values.getOrDefault(parameter.name(), "");
    }

    /// Why the form cannot be run with its current values; empty when it can.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Why nothing can be run now, with any values; empty when something can.
    public ReadOnlyStringProperty unavailableProperty() {
        return unavailable.getReadOnlyProperty();
    }

    /// Changes each time the values were set other than through the fields.
    public ReadOnlyIntegerProperty filledProperty() {
        return filled.getReadOnlyProperty();
    }

    /// The rows of the file that was chosen last.
    public ReadOnlyObjectProperty<RowsFile> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /// Sets a value and returns what is wrong with it; empty when it is valid.
    public String set(JobParameter parameter, String value) {
        values.put(parameter.name(), value);
        check(connection.snapshot());
        return faultOf(parameter, value);
    }

    /// Fills the form; omitted values get their defaults.
    public void fill(Map<String, String> given) {
        for (JobParameter parameter : parameters) {
            String value = given.getOrDefault(parameter.name(), parameter.defaultValue());
            boolean kept = !JobText.isNotKept(value);
            values.put(parameter.name(), kept ? value : parameter.defaultValue());
        }
        check(connection.snapshot());
        filled.set(filled.get() + 1);
    }

    static String faultOf(JobParameter parameter, String value) {
        boolean nothing = value.isEmpty() && parameter.defaultValue().isEmpty();
        return nothing ? "" : parameter.problemWith(value);
    }

    private void check(CloudSnapshot snapshot) {
        boolean started = snapshot.pod(pod).map(p -> p.spec().target().initialised()).orElse(false);
        String refusal = connection.refusal(Role.USER);
        String out =
                !refusal.isEmpty()
                        ? refusal
                        : started
                                ? ""
                                : connection.refusal(Role.OWNER).isEmpty()
                                        ? text("jobs.form.startOnPods")
                                        : text("jobs.form.askOwner");
        unavailable.set(out);
        problem.set(out.isEmpty() ? firstFault() : out);
    }

    private String firstFault() {
        return parameters.stream()
                .map(p -> faultOf(p, value(p)))
                .filter(fault -> !fault.isEmpty())
                .findFirst()
                .orElse("");
    }

    /// The job that the form describes, with only the values that differ from the defaults.
    public JobRequest request() {
        return request(values);
    }

    private JobRequest request(Map<String, String> given) {
        Map<String, String> changed = new LinkedHashMap<>();
        for (JobParameter parameter : parameters) {
            String value = given.getOrDefault(parameter.name(), parameter.defaultValue());
            if (!value.equals(parameter.defaultValue())) {
                changed.put(parameter.name(), value);
            }
        }
        return new JobRequest(pod, changed);
    }

    /// One job for each row; omitted values are taken from the form.
    public List<JobRequest> rowRequests() {
        return rows.get().rows().stream()
                .map(
                        row -> {
                            Map<String, String> all = new LinkedHashMap<>(values);
                            all.putAll(row);
                            return request(all);
                        })
                .toList();
    }

    /// Reads a CSV or JSON-lines file; each row becomes a job.
    public void readRows(Path file) {
        String name = String.valueOf(file.getFileName());
        files.read(
                file,
                MOST_ROW_BYTES,
                content ->
                        rows.set(
                                RowsFile.read(
                                        name,
                                        new String(content, StandardCharsets.UTF_8),
                                        parameters)),
                refusal -> rows.set(RowsFile.refused(name, refusal)));
    }

    public void forgetRows() {
        rows.set(RowsFile.NONE);
    }

    /// Reads a file for a parameter.
    ///
    /// @param taken receives the content as base64, and its number of bytes
    void readFile(
            JobParameter.File parameter,
            Path file,
            BiConsumer<String, Integer> taken,
            Consumer<String> refused) {
        files.read(
                file,
                parameter.maxBytes(),
                content ->
                        taken.accept(Base64.getEncoder().encodeToString(content), content.length),
                refused);
    }
}

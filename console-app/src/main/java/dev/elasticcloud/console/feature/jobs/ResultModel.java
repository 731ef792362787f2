package dev.elasticcloud.console.feature.jobs;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.JobClient;
import dev.elasticcloud.console.connection.LocalFiles;
import dev.elasticcloud.console.text.Csv;
import dev.elasticcloud.console.text.Texts;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;

/// The selected job, followed until it has ended, and the views of its result.
public final class ResultModel {

    private final CloudConnection connection;
    private final JobClient client;
    private final LocalFiles files;
    private final ReadOnlyObjectWrapper<Optional<Job>> job =
            new ReadOnlyObjectWrapper<>(this, "job", Optional.empty());
    private final ReadOnlyObjectWrapper<List<Answer>> answers =
            new ReadOnlyObjectWrapper<>(this, "answers", List.of());
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper(this, "message", "");
    private Optional<JobId> wanted = Optional.empty();
    private boolean asking;

    private final ChangeListener<CloudSnapshot> following =
            (property, before, now) -> {
                if (job.get().map(shown -> !shown.state().isFinal()).orElse(false)) {
                    ask();
                }
            };

    ResultModel(CloudConnection connection) {
        this.connection = connection;
        this.client = new JobClient(connection);
        this.files = new LocalFiles(connection);
        connection.snapshotProperty().addListener(new WeakChangeListener<>(following));
    }

    public ReadOnlyObjectProperty<Optional<Job>> jobProperty() {
        return job.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Answer>> answersProperty() {
        return answers.getReadOnlyProperty();
    }

    /// What went wrong, or what was done; empty when there is nothing to say.
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /// Whether the reader sees technical details of the cloud.
    boolean owner() {
        return connection.refusal(Role.OWNER).isEmpty();
    }

    /// Shows a job; its result follows when it has one.
    void open(JobId id) {
        if (!wanted.equals(Optional.of(id))) {
            wanted = Optional.of(id);
            message.set("");
        }
        ask();
    }

    private void ask() {
        if (asking || wanted.isEmpty()) {
            return;
        }
        asking = true;
        JobId id = wanted.get();
        client.job(id, this::show, this::refuse);
    }

    private void refuse(String refusal) {
        asking = false;
        message.set(refusal);
    }

    private void show(Job found) {
        asking = false;
        if (!wanted.equals(Optional.of(found.id()))) {
            ask();
            return;
        }
        if (!job.get().equals(Optional.of(found))) {
            answers.set(AnswerReader.read(found.result(), owner()));
            job.set(Optional.of(found));
        }
    }

    public void cancel() {
        job.get().ifPresent(j -> client.cancel(List.of(j.id()), this::ask, message::set));
    }

    /// Saves one view of the result to a file.
    void save(Answer answer, Path file) {
        byte[] content =
                switch (answer) {
                    case Answer.Tree tree -> text(AnswerReader.indented(tree.root()));
                    case Answer.Plain plain -> text(plain.text());
                    case Answer.Table table -> text(csv(table));
                    case Answer.Picture picture -> Base64.getDecoder().decode(picture.base64());
                    case Answer.Binary binary -> Base64.getDecoder().decode(binary.base64());
                };
        files.write(
                file,
                content,
                () -> message.set(Texts.text("jobs.result.saved", file)),
                message::set);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String csv(Answer.Table table) {
        StringBuilder text = new StringBuilder(Csv.line(table.header()));
        table.rows().forEach(row -> text.append(Csv.line(row)));
        return text.toString();
    }
}

package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.JobClient;
import dev.elasticcloud.console.connection.LocalFiles;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import org.jspecify.annotations.Nullable;

/// The jobs of the past and present, a page at a time.
///
/// A page starts after the last job of the previous one, so each costs the same regardless of the
/// number of jobs. The newest page follows the cloud while it is shown; an older one stays as it
/// was read.
public final class HistoryModel {

    static final int PAGE = 100;

    /// One page of the history.
    ///
    /// @param number counts from 1, the newest
    /// @param older whether a page of older jobs follows
    /// @param known whether it has been read
    public record Page(List<Job> jobs, int number, boolean older, boolean known) {

        static final Page UNKNOWN = new Page(List.of(), 1, false, false);

        public Page {
            jobs = List.copyOf(jobs);
        }
    }

    private final CloudConnection connection;
    private final Preferences preferences;
    private final JobClient client;
    private final ReadOnlyObjectWrapper<Page> page =
            new ReadOnlyObjectWrapper<>(this, "page", Page.UNKNOWN);
    private final ReadOnlyObjectWrapper<HistoryFilter> filter =
            new ReadOnlyObjectWrapper<>(this, "filter", HistoryFilter.ALL);
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper(this, "message", "");

    /// The last jobs of the pages before the shown one, the nearest first.
    private final Deque<JobId> before = new ArrayDeque<>();

    private boolean watched;
    private boolean asking;
    private boolean askAgain;
    private Activity seen = Activity.NONE;

    private final ChangeListener<CloudSnapshot> following = (property, old, now) -> follow(now);

    HistoryModel(CloudConnection connection, Preferences preferences) {
        this.connection = connection;
        this.preferences = preferences;
        filter.set(HistoryFilter.kept(preferences));
        this.client = new JobClient(connection);
        connection.snapshotProperty().addListener(new WeakChangeListener<>(following));
    }

    /// The part of a snapshot that changes when jobs are accepted, progress or end.
    private record Activity(List<Object> figures) {

        static final Activity NONE = new Activity(List.of());

        static Activity of(CloudSnapshot snapshot) {
            return new Activity(
                    snapshot.pods().values().stream()
                            .<Object>map(
                                    pod ->
                                            List.of(
                                                    pod.jobs(),
                                                    pod.load().running(),
                                                    pod.load().queued()))
                            .toList());
        }
    }

    public ReadOnlyObjectProperty<Page> pageProperty() {
        return page.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<HistoryFilter> filterProperty() {
        return filter.getReadOnlyProperty();
    }

    /// What went wrong, or what was done; empty when there is nothing to say.
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /// Sets whether the history is shown; nothing is requested otherwise.
    void watch(boolean on) {
        watched = on;
        if (on) {
            ask();
        }
    }

    private void follow(CloudSnapshot snapshot) {
        if (!watched || !before.isEmpty()) {
            return;
        }
        Activity now = Activity.of(snapshot);
        if (!now.equals(seen)) {
            ask();
        }
    }

    public void show(HistoryFilter changed) {
        if (!changed.equals(filter.get())) {
            filter.set(changed);
            changed.keep(preferences);
            newest();
        }
    }

    public void newest() {
        before.clear();
        ask();
    }

    public void older() {
        Page shown = page.get();
        if (shown.older()) {
            before.push(shown.jobs().getLast().id());
            ask();
        }
    }

    public void newer() {
        if (!before.isEmpty()) {
            before.pop();
            ask();
        }
    }

    /// Requests the page; while a request is under way, only the last of further ones counts.
    void ask() {
        if (asking) {
            askAgain = true;
            return;
        }
        asking = true;
        seen = Activity.of(connection.snapshot());
        int number = before.size() + 1;
        @Nullable JobId after = before.peek();
        // One more than is shown, to see whether there are older ones.
        client.page(
                filter.get().at(connection.snapshot().at()),
                after,
                PAGE + 1,
                jobs -> {
                    message.set("");
                    answered(jobs, number);
                },
                refusal -> {
                    message.set(refusal);
                    settled();
                });
    }

    private void answered(List<Job> jobs, int number) {
        boolean older = jobs.size() > PAGE;
        Page read = new Page(older ? jobs.subList(0, PAGE) : jobs, number, older, true);
        if (!askAgain && !read.equals(page.get())) {
            page.set(read);
        }
        settled();
    }

    private void settled() {
        asking = false;
        if (askAgain) {
            askAgain = false;
            ask();
        }
    }

    /// Writes all jobs of the filter with their results to a file: CSV, or JSON lines for a name
    /// that ends in `.jsonl`.
    public void export(Path file) {
        message.set(text("jobs.history.exporting", file));
        JobExport format = JobExport.of(file);
        int[] written = {0};
        String[] fault = {""};
        client.pages(
                filter.get().at(connection.snapshot().at()),
                true,
                jobs -> {
                    fault[0] = append(file, format, jobs, written[0] == 0);
                    written[0] += jobs.size();
                    return fault[0].isEmpty();
                },
                () ->
                        message.set(
                                fault[0].isEmpty()
                                        ? text(
                                                "jobs.history.exported",
                                                Numbers.thousands(written[0]),
                                                file)
                                        : fault[0]),
                message::set);
    }

    /// Returns why it could not be written; empty when it was.
    private static String append(Path file, JobExport format, List<Job> jobs, boolean first) {
        StringBuilder text = new StringBuilder(first ? format.head() : "");
        jobs.forEach(job -> text.append(format.line(job)));
        return LocalFiles.append(file, text, first);
    }

    /// Cancels those of the given jobs that have not ended.
    public void cancel(List<Job> jobs) {
        List<JobId> open =
                jobs.stream().filter(job -> !job.state().isFinal()).map(Job::id).toList();
        client.cancel(open, this::ask, message::set);
    }
}

package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.RecordClient;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.List;
import java.util.function.Consumer;

/// Reads the lives of all nodes over a range of time from the manager's history. Only the newest
/// request is answered.
final class LifeReaderModel {

    private final CloudConnection connection;
    private final RecordClient records;
    private long asked;

    LifeReaderModel(CloudConnection connection) {
        this.connection = connection;
        this.records = new RecordClient(connection);
    }

    /// @param found receives the result
    /// @param problem receives why the history could not be read
    void read(LifeRange range, Consumer<LifeBook> found, Consumer<String> problem) {
        CloudSnapshot now = connection.snapshot();
        long question = ++asked;
        List<PodName> pods = now.podsBySize().stream().map(PodStatus::name).toList();
        HistoryRange past =
                new HistoryRange(
                        now.at().minus(range.span()), now.at(), range.step(LifeLine.STEPS));
        records.past(
                pods,
                past,
                answer -> LifeBook.read(range, answer, now),
                book -> {
                    if (question == asked) {
                        found.accept(book);
                    }
                },
                why -> {
                    if (question == asked) {
                        problem.accept(text("nodes.historyUnreadable", why));
                    }
                });
    }
}

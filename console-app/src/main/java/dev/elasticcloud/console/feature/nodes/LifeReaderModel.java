package dev.elasticcloud.console.feature.nodes;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.RecordClient;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.List;
import java.util.function.Consumer;

/// Reads the lives of all nodes over a range of time from the manager's past. Only the newest
/// question is answered.
final class LifeReaderModel {

    private final CloudConnection connection;
    private final RecordClient records;
    private long asked;

    LifeReaderModel(CloudConnection connection) {
        this.connection = connection;
        this.records = new RecordClient(connection);
    }

    /// @param found takes what was read
    /// @param problem takes why the past could not be read
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
                        problem.accept("The past cannot be read anew: " + why);
                    }
                });
    }
}

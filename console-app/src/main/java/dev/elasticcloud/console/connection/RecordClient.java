package dev.elasticcloud.console.connection;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.AuditEntry;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Requests of the screens about the history of the whole cloud.
public final class RecordClient {

    private final CloudConnection connection;

    public RecordClient(CloudConnection connection) {
        this.connection = connection;
    }

    /// What happened, newest first.
    public void events(
            EventQuery query, Consumer<List<CloudEvent>> answered, Consumer<String> refused) {
        connection.ask(cloud -> cloud.events(query), answered, refused);
    }

    /// The latest changes made through the manager's API, newest first.
    public void audit(int most, Consumer<List<AuditEntry>> answered, Consumer<String> refused) {
        connection.ask(cloud -> cloud.audit(Long.MAX_VALUE, most), answered, refused);
    }

    /// The latest decisions about several pods, in no order.
    public void decisions(
            Collection<PodName> pods,
            int mostOfEach,
            Consumer<List<Decision>> answered,
            Consumer<String> refused) {
        List<PodName> asked = List.copyOf(pods);
        connection.ask(
                cloud -> {
                    List<Decision> all = new ArrayList<>();
                    asked.forEach(pod -> all.addAll(cloud.decisions(pod, mostOfEach)));
                    return all;
                },
                answered,
                refused);
    }

    /// The history of several pods in a range, with the events in it.
    ///
    /// @param events oldest first
    public record Past(List<PodHistory> pods, List<CloudEvent> events) {

        public Past {
            pods = List.copyOf(pods);
            events = List.copyOf(events);
        }
    }

    /// Reads the history of several pods in a range.
    ///
    /// @param reader converts it for display, in the background
    public <T> void past(
            Collection<PodName> pods,
            HistoryRange range,
            Function<Past, T> reader,
            Consumer<T> answered,
            Consumer<String> refused) {
        List<PodName> asked = List.copyOf(pods);
        EventQuery query = new EventQuery(null, Set.of(), range.from(), 0, EventQuery.MOST);
        connection.ask(
                cloud ->
                        reader.apply(
                                new Past(
                                        asked.stream()
                                                .map(pod -> cloud.history(pod, range))
                                                .toList(),
                                        cloud.events(query).reversed())),
                answered,
                refused);
    }
}

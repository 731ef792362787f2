package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.AuditEntry;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.rest.change.AuditTrail;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Decisions, events and the audit log.
public final class RecordRoutes {

    private static final int MOST = 10_000;
    private static final String LIMIT = "the most to return; 100 when absent";
    private static final String CSV = "text/csv; charset=utf-8";

    private final CloudManager cloud;
    private final AuditTrail audit;
    private final ModelJson json = new ModelJson();

    public RecordRoutes(CloudManager cloud, AuditTrail audit) {
        this.cloud = cloud;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/v1/decisions",
                                "listDecisions",
                                "Decisions of the autoscaler, newest first")
                        .needs(Role.VIEWER)
                        .parameter("pod", "only of this pod")
                        .parameter("changes", "true for only those that changed the node count")
                        .parameter("limit", LIMIT)
                        .returnsList(Decision.class)
                        .to(this::decisions),
                Route.get("/v1/events", "listEvents", "Events, newest first")
                        .needs(Role.VIEWER)
                        .parameter("pod", "only of this pod")
                        .parameter(
                                "severity", "only these, separated by commas: info, warning, error")
                        .parameter("since", "nothing from before this time")
                        .parameter("after", "only those after the event with this id")
                        .parameter("limit", LIMIT)
                        .returnsList(CloudEvent.class)
                        .to(this::events),
                Route.get(
                                "/v1/audit",
                                "listChanges",
                                "The audit log: who changed what, newest first")
                        .needs(Role.OWNER)
                        .parameter("before", "only those before the entry with this id")
                        .parameter("limit", LIMIT)
                        .parameter("format", "json or csv; json when absent")
                        .returnsList(AuditEntry.class)
                        .to(this::changes));
    }

    private ApiResponse decisions(ApiRequest request) {
        int limit = request.whole("limit", 100, 1, MOST);
        boolean changes = request.flag("changes");
        Collection<PodName> pods =
                request.podFilter()
                        .map(
                                p ->
                                        (Collection<PodName>)
                                                Set.of(PodRoutes.pod(cloud.snapshot(), p).name()))
                        .orElseGet(() -> cloud.snapshot().pods().keySet());
        List<Decision> decisions =
                pods.stream()
                        .flatMap(
                                pod ->
                                        (changes
                                                        ? cloud.scalings(pod, limit)
                                                        : cloud.decisions(pod, limit))
                                                .stream())
                        .sorted(Comparator.comparing(Decision::at).reversed())
                        .limit(limit)
                        .toList();
        return ApiResponse.json(200, json.bytes(decisions));
    }

    private ApiResponse events(ApiRequest request) {
        Set<CloudEvent.Severity> severities = EnumSet.noneOf(CloudEvent.Severity.class);
        request.text("severity")
                .ifPresent(
                        names ->
                                Arrays.stream(names.split(","))
                                        .map(RecordRoutes::severity)
                                        .forEach(severities::add));
        EventQuery query =
                new EventQuery(
                        request.podFilter().orElse(null),
                        severities,
                        request.instant("since").orElse(null),
                        request.whole("after", 0, 0, Integer.MAX_VALUE),
                        request.whole("limit", 100, 1, MOST));
        return ApiResponse.json(200, json.bytes(cloud.events(query)));
    }

    private static CloudEvent.Severity severity(String text) {
        try {
            return CloudEvent.Severity.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Refusal.at("severity", "severity must be one of info, warning, error");
        }
    }

    private ApiResponse changes(ApiRequest request) {
        long before = request.whole("before", Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
        List<AuditEntry> entries = audit.latest(before, request.whole("limit", 100, 1, MOST));
        return switch (request.text("format").orElse("json")) {
            case "json" -> ApiResponse.json(200, json.bytes(entries));
            case "csv" -> ApiResponse.text(CSV, csv(entries));
            default -> throw Refusal.at("format", "format must be json or csv");
        };
    }

    private static String csv(List<AuditEntry> entries) {
        return Stream.concat(
                        Stream.of("id,at,who,role,from,request,what,before,after"),
                        entries.stream().map(RecordRoutes::line))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String line(AuditEntry entry) {
        return Stream.of(
                        entry.id(),
                        entry.at(),
                        entry.who(),
                        entry.role().key(),
                        entry.from(),
                        entry.requestId(),
                        entry.what(),
                        entry.before(),
                        entry.after())
                .map(RecordRoutes::cell)
                .collect(Collectors.joining(","));
    }

    /// Quoted where needed, and never read as a formula by a spreadsheet.
    private static String cell(Object value) {
        String text = value.toString();
        String plain = text.matches("[=+@\\t\\r-].*") ? "'" + text : text;
        return plain.matches("[A-Za-z0-9 .:/_()-]*")
                ? plain
                : "\"" + plain.replace("\"", "\"\"") + "\"";
    }
}

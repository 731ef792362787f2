package dev.elasticcloud.manager.rest.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.AuditEntry;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.Caller;
import dev.elasticcloud.manager.spi.AuditLog;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Records who changed what, and reads the record.
public final class AuditTrail {

    private final AuditLog log;
    private final InstantSource clock;
    private final ModelJson json = new ModelJson();

    public AuditTrail(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /// Records a change of pods with the fields that differ.
    public void record(
            ApiRequest request, Map<PodName, PodSpec> before, Map<PodName, PodSpec> after) {
        JsonNode was = json.tree(before);
        JsonNode is = json.tree(after);
        record(request, text(JsonDifference.of(was, is)), text(JsonDifference.of(is, was)));
    }

    private static String text(JsonNode tree) {
        return tree.isEmpty() ? "" : tree.toString();
    }

    public void record(ApiRequest request, String before, String after) {
        Caller caller = request.caller();
        log.record(
                new AuditEntry(
                        0,
                        clock.instant(),
                        caller.shown(),
                        caller.role(),
                        caller.from(),
                        request.requestId(),
                        what(request),
                        before,
                        after));
    }

    private static String what(ApiRequest request) {
        String path = request.route().path();
        for (Map.Entry<String, String> variable : request.variables().entrySet()) {
            path = path.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        return request.route().method() + " " + path;
    }

    public List<AuditEntry> latest(long before, int most) {
        return log.latest(before, most);
    }
}

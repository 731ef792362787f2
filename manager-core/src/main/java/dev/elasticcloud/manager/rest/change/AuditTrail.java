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

/// Writes down who changed what, and reads it out.
public final class AuditTrail {

    private final AuditLog log;
    private final InstantSource clock;
    private final ModelJson json = new ModelJson();

    public AuditTrail(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /// A change of pods, with what of them differs.
    public void note(ApiRequest call, Map<PodName, PodSpec> before, Map<PodName, PodSpec> after) {
        JsonNode was = json.tree(before);
        JsonNode is = json.tree(after);
        note(call, text(Changes.difference(was, is)), text(Changes.difference(is, was)));
    }

    private static String text(JsonNode tree) {
        return tree.isEmpty() ? "" : tree.toString();
    }

    public void note(ApiRequest call, String before, String after) {
        Caller caller = call.caller();
        log.record(
                new AuditEntry(
                        0,
                        clock.instant(),
                        caller.shown(),
                        caller.role(),
                        caller.from(),
                        call.requestId(),
                        what(call),
                        before,
                        after));
    }

    private static String what(ApiRequest call) {
        String path = call.route().path();
        for (Map.Entry<String, String> variable : call.variables().entrySet()) {
            path = path.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        return call.route().method() + " " + path;
    }

    public List<AuditEntry> latest(long before, int most) {
        return log.latest(before, most);
    }
}

package dev.elasticcloud.console.feature.scaling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Reaction;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/// Decisions as JSON with the names that the manager's API uses.
final class DecisionJson {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private DecisionJson() {}

    static String of(Decision decision) {
        return write(node(decision));
    }

    static String of(List<Decision> decisions) {
        ArrayNode all = JSON.createArrayNode();
        decisions.forEach(decision -> all.add(node(decision)));
        return write(all);
    }

    private static String write(Object tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of plain values cannot fail", e);
        }
    }

    private static ObjectNode node(Decision decision) {
        ObjectNode node = JSON.createObjectNode();
        node.put("pod", decision.pod().value());
        node.put("at", decision.at().toString());
        node.put("until", decision.until().toString());
        node.put("verdict", decision.verdict().name());
        node.put("nodes", decision.nodes());
        node.put("wanted", decision.wanted());
        Decision.Inputs in = decision.inputs();
        ObjectNode inputs = node.putObject("inputs");
        inputs.put("online", in.online());
        inputs.put("starting", in.starting());
        inputs.put("running", in.running());
        inputs.put("queued", in.queued());
        inputs.put("arrivalRate", in.arrivalRate());
        put(inputs, "cpuShare", in.cpuShare());
        put(inputs, "memoryShare", in.memoryShare());
        inputs.put("usageAge", in.usageAge().toString());
        ArrayNode opinions = node.putArray("opinions");
        for (Decision.Opinion opinion : decision.opinions()) {
            ObjectNode one = opinions.addObject();
            one.put("rule", opinion.rule());
            one.put("wanted", opinion.wanted());
            one.put("because", opinion.because());
            if (opinion.strict() != null) {
                one.put("strict", opinion.strict());
            }
        }
        ArrayNode brakes = node.putArray("brakes");
        for (Decision.Brake brake : decision.brakes()) {
            ObjectNode one = brakes.addObject();
            one.put("kind", brake.kind().name());
            one.put("allowed", brake.allowed());
            one.put("because", brake.because());
        }
        ArrayNode limits = node.putArray("limitedBy");
        decision.limitedBy().forEach(limits::add);
        node.put("sentence", decision.sentence());
        Duration serving = decision.serving();
        if (serving == null) {
            node.putNull("serving");
        } else {
            node.put("serving", serving.toString());
        }
        ArrayNode warnings = node.putArray("warnings");
        decision.warnings().forEach(warnings::add);
        if (decision.reaction() != null) {
            put(node.putObject("reaction"), decision.reaction());
        }
        return node;
    }

    private static void put(ObjectNode node, Reaction reaction) {
        if (reaction.waited() != null) {
            node.put("waited", reaction.waited().toString());
        }
        ArrayNode nodes = node.putArray("nodes");
        for (Reaction.Course course : reaction.nodes()) {
            ObjectNode one = nodes.addObject();
            one.put("node", course.node().value());
            one.put("way", course.way().name());
            ArrayNode steps = one.putArray("steps");
            for (Reaction.Step step : course.steps()) {
                ObjectNode reached = steps.addObject();
                reached.put("milestone", step.milestone().name());
                reached.put("after", step.after().toString());
            }
        }
    }

    private static void put(ObjectNode node, String name, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(name, value.getAsDouble());
        } else {
            node.putNull(name);
        }
    }
}

package dev.elasticcloud.manager.rest.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.Durations;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.Numbers;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.rest.problem.Refusal;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// A request as its route sees it: authorized, its body read, its parameters checked.
///
/// @param archive a body that is unpacked as it arrives; empty for any other
/// @param head returns a header's value by its name; empty when it is absent
public record ApiRequest(
        Route route,
        Map<String, String> variables,
        Map<String, String> query,
        Function<String, String> head,
        byte[] body,
        InputStream archive,
        String media,
        Caller caller,
        String requestId) {

    private static final ModelJson STRICT = ModelJson.strict();

    public PodName pod() {
        return PodName.of(variable("pod"));
    }

    public NodeName node() {
        return NodeName.of(variable("node"));
    }

    public JobId job() {
        return new JobId(variable("job"));
    }

    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    public Optional<String> text(String parameter) {
        return Optional.ofNullable(query.get(parameter)).filter(v -> !v.isBlank());
    }

    public int whole(String parameter, int otherwise, int least, int most) {
        String text = query.get(parameter);
        if (text == null) {
            return otherwise;
        }
        OptionalLong value = Numbers.whole(text);
        if (value.isPresent() && value.getAsLong() >= least && value.getAsLong() <= most) {
            return Math.toIntExact(value.getAsLong());
        }
        throw Refusal.at(
                parameter,
                "%s must be a whole number from %d to %d".formatted(parameter, least, most));
    }

    public boolean flag(String parameter) {
        String text = query.get(parameter);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.isEmpty() || text.equals("true")) {
            return true;
        }
        throw Refusal.at(parameter, parameter + " must be true or false");
    }

    public Duration duration(String parameter, Duration otherwise, Duration most) {
        String text = query.get(parameter);
        if (text == null) {
            return otherwise;
        }
        Duration value =
                Durations.parse(text)
                        .orElseThrow(
                                () ->
                                        Refusal.at(
                                                parameter,
                                                "%s is '%s': %s"
                                                        .formatted(
                                                                parameter,
                                                                text,
                                                                Durations.advice(text))));
        if (value.compareTo(most) > 0) {
            throw Refusal.at(
                    parameter, "%s may be at most %s".formatted(parameter, Durations.format(most)));
        }
        return value;
    }

    public Optional<Instant> instant(String parameter) {
        return text(parameter)
                .map(
                        text -> {
                            try {
                                return Instant.parse(text.strip());
                            } catch (DateTimeParseException e) {
                                throw Refusal.at(
                                        parameter,
                                        parameter + " must be a time such as 2026-01-31T12:00:00Z");
                            }
                        });
    }

    public Optional<PodName> podFilter() {
        return text("pod").map(PodName::of);
    }

    public String header(String name) {
        return head.apply(name);
    }

    public boolean wants(String mediaType) {
        return header("Accept").contains(mediaType);
    }

    public boolean hasBody() {
        return body.length > 0;
    }

    public <T> T body(Class<T> type) {
        return STRICT.read(body, type);
    }

    public JsonNode tree() {
        return STRICT.tree(body);
    }
}

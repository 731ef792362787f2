package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.manager.model.PodName;
import java.util.Map;
import java.util.TreeMap;

/// The command that runs the same job from a terminal.
final class CurlCommand {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_VALUE = 2_000;

    private CurlCommand() {}

    /// Over the API of a manager; the token is left to the environment.
    static String toManager(String url, PodName pod, Map<String, String> parameters) {
        return "curl -fsS -H \"Authorization: Bearer $CLOUD_TOKEN\" --json %s %s"
                .formatted(
                        quoted(json(parameters)),
                        quoted(stripped(url) + "/v1/pods/" + pod + "/jobs?wait=60s"));
    }

    /// To the balancer, for a cloud without an API.
    static String direct(String url, PodName pod, String path, Map<String, String> parameters) {
        return "curl -fsS --json %s %s"
                .formatted(quoted(json(parameters)), quoted(stripped(url) + "/" + pod + path));
    }

    private static String json(Map<String, String> parameters) {
        Map<String, String> shown = new TreeMap<>(parameters);
        shown.replaceAll(
                (name, value) ->
                        value.length() > LONGEST_VALUE || JobText.isNotKept(value)
                                ? text("jobs.curl.valueHere", name)
                                : value);
        try {
            return JSON.writeValueAsString(shown);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can be written", e);
        }
    }

    private static String stripped(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

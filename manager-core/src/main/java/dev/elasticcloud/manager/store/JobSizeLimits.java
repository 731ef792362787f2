package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.job.Job;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Limits how much of a job the ledger keeps.
///
/// A result of more than 256 KB (UTF-8) is replaced by
/// `{"truncated":true,"bytes":<its size>,"head":"<its first 16,384 characters>"}`. Parameters are
/// kept whole while a job is open, so that it can run again after a restart; when it ends, a value
/// of more than 65,536 characters, such as a picture, is replaced by a note of its length.
final class JobSizeLimits {

    static final int RESULT_BYTES = 256 * 1024;
    static final int HEAD_CHARACTERS = 16 * 1024;
    static final int PARAMETER_CHARACTERS = 64 * 1024;

    private final StoreJson json;

    JobSizeLimits(StoreJson json) {
        this.json = json;
    }

    String result(String result) {
        if (isKept(result)) {
            return result;
        }
        int bytes = result.getBytes(StandardCharsets.UTF_8).length;
        Map<String, Object> note = new TreeMap<>();
        note.put("truncated", true);
        note.put("bytes", bytes);
        note.put("head", result.substring(0, HEAD_CHARACTERS));
        return json.write(note);
    }

    /// The media type of a truncated result.
    String type(Job job) {
        return isKept(job.result()) ? job.resultType() : "";
    }

    private static boolean isKept(String result) {
        // No character takes more than three bytes.
        return result.length() <= RESULT_BYTES / 3
                || result.getBytes(StandardCharsets.UTF_8).length <= RESULT_BYTES;
    }

    /// The parameters with long values shortened; empty when all are short.
    Optional<Map<String, String>> parameters(Map<String, String> parameters) {
        if (parameters.values().stream().allMatch(v -> v.length() <= PARAMETER_CHARACTERS)) {
            return Optional.empty();
        }
        Map<String, String> kept = new TreeMap<>(parameters);
        kept.replaceAll(
                (name, value) ->
                        value.length() <= PARAMETER_CHARACTERS
                                ? value
                                : "(%s characters, not kept)"
                                        .formatted(
                                                String.format(Locale.ROOT, "%,d", value.length())));
        return Optional.of(kept);
    }
}

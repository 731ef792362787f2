package dev.elasticcloud.manager.pods;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.Durations;
import dev.elasticcloud.manager.model.spec.Measure;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The syntax of `pod.yaml` for scaling (`rules`, `up` and `down`), wherever it is read or
/// written.
public final class ScalingGrammar {

    private static final Set<String> KEYS = Set.of("rules", "up", "down");

    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build();

    private ScalingGrammar() {}

    /// Applies the given keys to the current scaling; keys that are left out keep their values.
    ///
    /// @param from how error messages name the source
    public static Scaling read(String from, JsonNode words, Scaling now) {
        Path place = Path.of(from);
        return new ScalingReader(place, YamlSection.of(place, "", words, KEYS)).read(now);
    }

    /// The same for a text in YAML.
    public static Scaling read(String from, String text, Scaling now) {
        try {
            return read(from, YAML.readTree(text), now);
        } catch (JsonProcessingException e) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "%s: this is not YAML: %s"
                            .formatted(from, e.getOriginalMessage().lines().findFirst().orElse("")),
                    e);
        }
    }

    /// Writes the scaling as YAML.
    public static String written(Scaling scaling) {
        try {
            return YAML.writeValueAsString(words(scaling));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings and numbers can always be written", e);
        }
    }

    /// Writes the scaling as maps, lists, strings and numbers.
    public static Map<String, Object> words(Scaling scaling) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("rules", scaling.rules().stream().map(ScalingGrammar::words).toList());
        ScalingBehaviour behaviour = scaling.behaviour();
        if (behaviour != null) {
            words.put("up", words(behaviour.up()));
            words.put("down", words(behaviour.down()));
        }
        return words;
    }

    private static Map<String, Object> words(ScalingRule rule) {
        Map<String, Object> words = new LinkedHashMap<>();
        switch (rule) {
            case ScalingRule.Band band -> {
                words.put("kind", "band");
                words.put("of", word(band.of()));
                words.put("window", Durations.format(band.window()));
            }
            case ScalingRule.Target target -> {
                words.put("kind", "target");
                words.put("of", word(target.of()));
                words.put("percent", target.percent());
                words.put("toleranceDown", target.toleranceDown());
                words.put("toleranceUp", target.toleranceUp());
            }
            case ScalingRule.Concurrency concurrency -> {
                words.put("kind", "concurrency");
                words.put("utilisation", concurrency.utilisation());
                words.put("stableWindow", Durations.format(concurrency.stableWindow()));
                words.put("panicWindow", Durations.format(concurrency.panicWindow()));
                words.put("panicThreshold", concurrency.panicThreshold());
                words.put("upRate", concurrency.upRate());
                words.put("downRate", concurrency.downRate());
                words.put("downDelay", Durations.format(concurrency.downDelay()));
                words.put("burst", concurrency.burst());
            }
            case ScalingRule.Forecast forecast -> {
                words.put("kind", "forecast");
                words.put("price", forecast.price());
                words.put("seasons", forecast.seasons());
            }
            case ScalingRule.Schedule schedule -> {
                words.put("kind", "schedule");
                words.put("zone", schedule.zone().getId());
                words.put(
                        "entries", schedule.entries().stream().map(ScalingGrammar::words).toList());
            }
        }
        return words;
    }

    private static Map<String, Object> words(ScalingRule.Schedule.Entry entry) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put(
                "days",
                entry.days().stream()
                        .sorted()
                        .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                        .toList());
        words.put("from", entry.from().toString());
        words.put("until", entry.until().toString());
        words.put("nodes", entry.nodes());
        return words;
    }

    private static Map<String, Object> words(ScalingBehaviour.Direction direction) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("select", direction.select().name().toLowerCase(Locale.ROOT));
        words.put("calm", Durations.format(direction.calm()));
        List<Map<String, Object>> steps =
                direction.steps().stream().map(ScalingGrammar::words).toList();
        if (!steps.isEmpty()) {
            words.put("steps", steps);
        }
        return words;
    }

    private static Map<String, Object> words(ScalingBehaviour.Step step) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put(step.unit().name().toLowerCase(Locale.ROOT), step.value());
        words.put("period", Durations.format(step.period()));
        return words;
    }

    private static String word(Measure measure) {
        return measure.name().toLowerCase(Locale.ROOT);
    }
}

package dev.elasticcloud.manager.pods;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.elasticcloud.manager.model.ByteSize;
import dev.elasticcloud.manager.model.Durations;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.JobParameter;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes a pod as the `pod.yaml` that declares it, with all its current settings.
public final class PodWriter {

    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build();

    private PodWriter() {}

    public static String write(PodSpec pod) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("name", pod.name().value());
        words.put("title", pod.title());
        words.put("description", pod.description());
        if (pod.image() instanceof ImageSource.Reference reference) {
            words.put("image", reference.image());
        }
        words.put("limits", limits(pod.limits()));
        words.put("slots", pod.slots());
        words.put("initialNodes", pod.initialNodes());
        words.put("maxNodes", pod.maxNodes());
        words.put("spares", pod.spares());
        words.put("weight", pod.weight());
        words.put("balance", pod.balance().key());
        words.put("port", pod.port());
        words.put("health", pod.health());
        words.put("network", pod.network().key());
        words.put("elasticity", elasticity(pod.elasticity()));
        words.put("drainDeadline", Durations.format(pod.drainDeadline()));
        words.put("startDeadline", Durations.format(pod.startup().deadline()));
        words.put("initialisation", Durations.format(pod.startup().initialisation()));
        words.put("job", job(pod.job()));
        try {
            return YAML.writeValueAsString(words);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings and numbers can always be written", e);
        }
    }

    private static Map<String, Object> limits(NodeLimits limits) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("cpus", limits.cpus());
        words.put("memory", ByteSize.format(limits.memoryBytes()));
        words.put("pids", limits.pids());
        return words;
    }

    private static Map<String, Object> elasticity(Elasticity elasticity) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("enabled", elasticity.enabled());
        words.put("min", elasticity.min());
        words.put("max", elasticity.max());
        words.put("lowerThreshold", percent(elasticity.lowerThreshold()));
        words.put("upperThreshold", percent(elasticity.upperThreshold()));
        words.put("cooldown", Durations.format(elasticity.cooldown()));
        words.putAll(ScalingGrammar.words(elasticity.scaling()));
        return words;
    }

    private static BigDecimal percent(double share) {
        return BigDecimal.valueOf(share * 100)
                .setScale(6, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .add(BigDecimal.ZERO);
    }

    private static Map<String, Object> job(JobProgram job) {
        Map<String, Object> hold = new LinkedHashMap<>();
        hold.put("most", job.hold().most());
        hold.put("timeout", Durations.format(job.hold().timeout()));
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("path", job.path());
        words.put("timeout", Durations.format(job.timeout()));
        words.put("idempotent", job.idempotent());
        words.put("attempts", job.attempts());
        words.put("hold", hold);
        words.put("warmUp", job.warmUp());
        words.put("parameters", job.parameters().stream().map(PodWriter::parameter).toList());
        return words;
    }

    private static Map<String, Object> parameter(JobParameter parameter) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("name", parameter.name());
        words.put("type", "");
        words.put("help", parameter.help());
        if (parameter.defaultValue().isEmpty()) {
            words.put("optional", true);
        } else {
            words.put("default", parameter.defaultValue());
        }
        switch (parameter) {
            case JobParameter.Text text -> {
                words.put("type", "text");
                words.put("maxLength", text.maxLength());
            }
            case JobParameter.Whole whole -> {
                words.put("type", "integer");
                words.put("min", whole.min());
                words.put("max", whole.max());
            }
            case JobParameter.Real real -> {
                words.put("type", "number");
                words.put("min", real.min());
                words.put("max", real.max());
            }
            case JobParameter.Choice choice -> {
                words.put("type", "choice");
                words.put("choices", choice.choices());
            }
            case JobParameter.File file -> {
                words.put("type", "file");
                words.put("maxBytes", file.maxBytes());
                words.put("accept", file.accept());
            }
        }
        return words;
    }
}

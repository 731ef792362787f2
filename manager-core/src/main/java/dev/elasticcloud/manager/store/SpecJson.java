package dev.elasticcloud.manager.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.elasticcloud.manager.model.CloudSpec;
import dev.elasticcloud.manager.model.Decision;
import dev.elasticcloud.manager.model.ImageSource;
import dev.elasticcloud.manager.model.JobParameter;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.PodSpec;
import dev.elasticcloud.manager.model.Scaling;
import dev.elasticcloud.manager.model.ScalingRule;
import dev.elasticcloud.manager.spi.PortException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/// The records of the model as JSON: names as plain strings, times and durations in ISO 8601, the
/// variants of a sealed type told apart by a `kind`. A field that is not known is passed over.
final class SpecJson {

    private static final TypeReference<Map<String, String>> PARAMETERS = new TypeReference<>() {};

    private final JsonMapper mapper =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .addModule(names())
                    .addMixIn(ImageSource.class, ImageSourceKinds.class)
                    .addMixIn(JobParameter.class, JobParameterKinds.class)
                    .addMixIn(ScalingRule.class, ScalingRuleKinds.class)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw PortException.refused(
                    "A " + value.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }

    CloudSpec readSpec(String json) {
        return read(
                "spec",
                () -> mapper.treeToValue(withDefaults(mapper.readTree(json)), CloudSpec.class));
    }

    /// A spec written by an older version lacks what pods have learned since.
    private JsonNode withDefaults(JsonNode spec) {
        for (JsonNode pod : spec.path("pods")) {
            if (pod instanceof ObjectNode written && !written.has("drainDeadline")) {
                written.put("drainDeadline", PodSpec.DRAIN_DEADLINE.toString());
            }
            if (pod.path("elasticity") instanceof ObjectNode written && !written.has("scaling")) {
                written.set("scaling", mapper.valueToTree(Scaling.DEFAULT));
            }
        }
        return spec;
    }

    Decision readDecision(String json) {
        return read("decision", () -> mapper.readValue(json, Decision.class));
    }

    Map<String, String> readParameters(String json) {
        return read("job's parameters", () -> mapper.readValue(json, PARAMETERS));
    }

    private static <T> T read(String what, Reading<T> reading) {
        try {
            return reading.read();
        } catch (JsonProcessingException e) {
            throw PortException.refused(
                    "The stored " + what + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static SimpleModule names() {
        SimpleModule module = new SimpleModule("names");
        addText(module, PodName.class, PodName::of);
        addText(module, NodeName.class, NodeName::of);
        addText(module, Path.class, Path::of);
        module.addKeyDeserializer(
                PodName.class,
                new KeyDeserializer() {
                    @Override
                    public Object deserializeKey(String key, DeserializationContext context) {
                        return PodName.of(key);
                    }
                });
        return module;
    }

    private static <T> void addText(SimpleModule module, Class<T> type, Function<String, T> read) {
        module.addSerializer(type, new ToStringSerializer(type));
        module.addDeserializer(type, new TextReader<>(type, read));
    }

    /// Reads a type that is written as its text.
    private static final class TextReader<T> extends FromStringDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> reader;

        TextReader(Class<T> type, Function<String, T> reader) {
            super(type);
            this.reader = reader;
        }

        @Override
        protected T _deserialize(String value, DeserializationContext context) {
            return reader.apply(value);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws JsonProcessingException;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ImageSource.Folder.class, name = "folder"),
        @JsonSubTypes.Type(value = ImageSource.Reference.class, name = "reference")
    })
    private interface ImageSourceKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ScalingRule.Band.class, name = "band"),
        @JsonSubTypes.Type(value = ScalingRule.Target.class, name = "target"),
        @JsonSubTypes.Type(value = ScalingRule.Concurrency.class, name = "concurrency"),
        @JsonSubTypes.Type(value = ScalingRule.Forecast.class, name = "forecast"),
        @JsonSubTypes.Type(value = ScalingRule.Schedule.class, name = "schedule")
    })
    private interface ScalingRuleKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = JobParameter.Text.class, name = "text"),
        @JsonSubTypes.Type(value = JobParameter.Whole.class, name = "integer"),
        @JsonSubTypes.Type(value = JobParameter.Real.class, name = "number"),
        @JsonSubTypes.Type(value = JobParameter.Choice.class, name = "choice"),
        @JsonSubTypes.Type(value = JobParameter.File.class, name = "file")
    })
    private interface JobParameterKinds {}
}

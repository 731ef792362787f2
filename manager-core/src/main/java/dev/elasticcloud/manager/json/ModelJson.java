package dev.elasticcloud.manager.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Reach;
import dev.elasticcloud.manager.model.spec.Scaling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes and reads the records of the model as JSON: names as plain strings, times and durations
/// in ISO 8601, the variants of a sealed type marked by `kind`. Unknown fields are ignored, so
/// that older and newer managers understand each other.
public final class ModelJson {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final int DEEPEST = 64;

    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .build();

    private final JsonMapper mapper;

    public ModelJson() {
        this(builder());
    }

    private ModelJson(JsonMapper.Builder builder) {
        this.mapper = builder.build();
    }

    /// A strict variant for input written by people: it refuses missing, unknown and repeated
    /// fields, and fractions for whole numbers.
    public static ModelJson strict() {
        return new ModelJson(
                builder()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .annotationIntrospector(new RequiredFields()));
    }

    private static JsonMapper.Builder builder() {
        JsonMapper.Builder builder =
                JsonMapper.builder(FACTORY.copy())
                        .addModule(new Jdk8Module())
                        .addModule(new JavaTimeModule())
                        .addModule(ModelTypes.module())
                        .addMixIn(Job.class, AnswerText.class)
                        .annotationIntrospector(new AddedLaterFields())
                        .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        ModelTypes.kinds()
                .forEach(
                        (type, kinds) -> {
                            builder.addMixIn(type, Kinds.class);
                            builder.registerSubtypes(kinds);
                        });
        return builder;
    }

    /// The variants of a sealed type by the name of their kind, such as `launch-node`.
    public static Map<String, Class<?>> kinds(Class<?> sealed) {
        return ModelTypes.kindsOf(sealed);
    }

    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw unwritable(value, e);
        }
    }

    public byte[] bytes(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw unwritable(value, e);
        }
    }

    private static JsonException unwritable(Object value, JsonProcessingException e) {
        return new JsonException(
                "", "A " + value.getClass().getSimpleName() + " cannot be written as JSON", e);
    }

    /// @throws JsonException when the text is not JSON or does not describe such a value
    public <T> T read(String text, Class<T> type) {
        return reading(() -> mapper.readValue(text, type));
    }

    /// @throws JsonException when the text is not JSON or does not describe such a value
    public <T> T read(byte[] text, Class<T> type) {
        return reading(() -> mapper.readValue(text, type));
    }

    /// @throws JsonException when the text is not a JSON array of such values
    public <T> List<T> readList(byte[] text, Class<T> type) {
        JavaType list = mapper.getTypeFactory().constructCollectionType(List.class, type);
        return reading(() -> mapper.<List<T>>readValue(text, list));
    }

    public Map<String, String> readTexts(String text) {
        return reading(() -> mapper.readValue(text, TEXTS));
    }

    public CloudSpec readSpec(String text) {
        return reading(
                () -> mapper.treeToValue(withDefaults(mapper.readTree(text)), CloudSpec.class));
    }

    /// Adds the fields that a spec written by an older version lacks.
    private JsonNode withDefaults(JsonNode spec) {
        for (JsonNode pod : spec.path("pods")) {
            if (pod instanceof ObjectNode written) {
                written.putIfAbsent(
                        "drainDeadline", TextNode.valueOf(PodSpec.DRAIN_DEADLINE.toString()));
                written.putIfAbsent("network", TextNode.valueOf(Reach.INTERNAL.name()));
            }
            if (pod.path("elasticity") instanceof ObjectNode written && !written.has("scaling")) {
                written.set("scaling", mapper.valueToTree(Scaling.DEFAULT));
            }
            if (pod.path("job") instanceof ObjectNode job && !job.has("hold")) {
                job.put("attempts", JobProgram.ATTEMPTS);
                job.set("hold", mapper.valueToTree(JobProgram.Hold.STANDARD));
            }
            if (pod.path("job") instanceof ObjectNode job) {
                job.putIfAbsent("warmUp", TextNode.valueOf(""));
            }
        }
        return spec;
    }

    /// The text as a tree, for code that must look at a value before it knows its type.
    public JsonNode tree(byte[] text) {
        return reading(() -> mapper.readTree(text));
    }

    public JsonNode tree(Object value) {
        return mapper.valueToTree(value);
    }

    public <T> T read(JsonNode tree, Class<T> type) {
        return reading(() -> mapper.treeToValue(tree, type));
    }

    private static <T> T reading(Reading<T> reading) {
        try {
            T value = reading.read();
            if (value == null) {
                throw new JsonException("", "a value is missing", null);
            }
            return value;
        } catch (JsonMappingException e) {
            throw new JsonException(field(e), plain(e), e);
        } catch (JsonProcessingException e) {
            throw new JsonException("", "this is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String field(JsonMappingException e) {
        return e.getPath().stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
                .collect(Collectors.joining("."));
    }

    /// If the model refused a value, its own message is the clearest.
    private static String plain(JsonMappingException e) {
        for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
            if (t instanceof IllegalArgumentException && t.getMessage() != null) {
                return t.getMessage();
            }
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "there is no field '%s' here, only %s"
                    .formatted(
                            unknown.getPropertyName(),
                            unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        String message = e.getOriginalMessage();
        return message == null ? "this is not valid" : message.replaceAll("`[^`]*\\.", "`");
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface Kinds {}
}

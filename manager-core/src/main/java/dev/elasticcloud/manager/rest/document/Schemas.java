package dev.elasticcloud.manager.rest.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.rest.problem.ProblemDetail;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Derives JSON schemas from records. Each record's schema is a component under the record's name,
/// and is referenced from everywhere else.
final class Schemas {

    private final Map<String, Object> components = new TreeMap<>();

    Map<String, Object> all() {
        return components;
    }

    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic);
        }
        return type instanceof Class<?> plain ? of(plain) : Map.of();
    }

    private Map<String, Object> generic(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] of = type.getActualTypeArguments();
        return Collection.class.isAssignableFrom(raw)
                ? Map.of("type", "array", "items", of(of[0]))
                : Map.of("type", "object", "additionalProperties", of(of[of.length - 1]));
    }

    private Map<String, Object> of(Class<?> type) {
        if (List.of(
                        PodName.class,
                        NodeName.class,
                        HostName.class,
                        Subject.class,
                        JobId.class,
                        Path.class,
                        ZoneId.class,
                        LocalTime.class,
                        String.class)
                .contains(type)) {
            return Map.of("type", "string");
        }
        if (type == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        }
        if (type == Duration.class) {
            return Map.of("type", "string", "format", "duration");
        }
        if (type == OptionalDouble.class) {
            return Map.of("type", List.of("number", "null"));
        }
        if (type == OptionalLong.class) {
            return Map.of("type", List.of("integer", "null"));
        }
        if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (List.of(int.class, long.class, Integer.class, Long.class).contains(type)) {
            return Map.of("type", "integer");
        }
        if (type == double.class || type == Double.class) {
            return Map.of("type", "number");
        }
        if (type.isEnum()) {
            return Map.of("type", "string", "enum", words(type));
        }
        if (type == byte[].class) {
            return Map.of("type", "string", "format", "binary");
        }
        if (type == Map.class) {
            return Map.of("type", "object");
        }
        return type == JsonNode.class ? Map.of() : component(type);
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(Schemas::spelled).toList();
    }

    private static String spelled(Object word) {
        return switch (word) {
            case Balance balance -> balance.key();
            case Role role -> role.key();
            default -> ((Enum<?>) word).name();
        };
    }

    private Map<String, Object> component(Class<?> type) {
        String name = name(type);
        if (!components.containsKey(name)) {
            // Before its fields, so that a record that contains itself ends the recursion.
            components.put(name, Map.of());
            components.put(name, type.isSealed() ? variants(type) : fields(type));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /// A nested record's name starts with the name of the enclosing type.
    private static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        boolean own = outer == null || outer.getName().endsWith("Routes");
        return own ? type.getSimpleName() : name(outer) + type.getSimpleName();
    }

    private Map<String, Object> variants(Class<?> type) {
        List<Object> variants = new ArrayList<>();
        Map<String, Object> mapping = new TreeMap<>();
        ModelJson.kinds(type)
                .forEach(
                        (kind, variant) -> {
                            Map<String, Object> schema = new LinkedHashMap<>(fields(variant));
                            Map<String, Object> properties = new LinkedHashMap<>();
                            properties.put("kind", Map.of("type", "string", "const", kind));
                            if (schema.get("properties") instanceof Map<?, ?> own) {
                                own.forEach((k, v) -> properties.put(String.valueOf(k), v));
                            }
                            List<Object> required = new ArrayList<>(List.of("kind"));
                            if (schema.get("required") instanceof List<?> own) {
                                required.addAll(own);
                            }
                            schema.put("properties", properties);
                            schema.put("required", required);
                            String name = name(variant);
                            components.put(name, schema);
                            String reference = "#/components/schemas/" + name;
                            mapping.put(kind, reference);
                            variants.add(Map.of("$ref", reference));
                        });
        return Map.of(
                "oneOf",
                variants,
                "discriminator",
                Map.of("propertyName", "kind", "mapping", mapping));
    }

    private Map<String, Object> fields(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent field : type.getRecordComponents()) {
            boolean nullable = field.getAnnotatedType().isAnnotationPresent(Nullable.class);
            properties.put(field.getName(), field(type, field, nullable));
            if (!nullable && !isLeftOut(type, field)) {
                required.add(field.getName());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private Map<String, Object> field(Class<?> type, RecordComponent field, boolean nullable) {
        if (type == Job.class && field.getName().equals("result")) {
            return Map.of(
                    "description",
                    "The program's answer, as JSON where it is an object or an array");
        }
        Map<String, Object> schema = of(field.getGenericType());
        if (!nullable) {
            return schema;
        }
        if (schema.get("type") instanceof String plain && !schema.containsKey("enum")) {
            Map<String, Object> more = new LinkedHashMap<>(schema);
            more.put("type", List.of(plain, "null"));
            return more;
        }
        return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }

    private static boolean isLeftOut(Class<?> type, RecordComponent field) {
        return type == ProblemDetail.class && field.getName().equals("errors");
    }
}

package dev.elasticcloud.manager.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.record.ChainRecord;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.JobParameter;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// The JSON forms of those types of the model that are not plain records: names and other single
/// values as text, and the variants of sealed types.
final class ModelTypes {

    private static final List<Class<?>> SEALED =
            List.of(
                    Action.class,
                    ChainRecord.class,
                    Command.class,
                    ImageSource.class,
                    JobParameter.class,
                    ScalingRule.class);

    /// Kinds that have a more familiar name than their class.
    private static final Map<Class<?>, String> SPELLED =
            Map.of(JobParameter.Whole.class, "integer", JobParameter.Real.class, "number");

    private ModelTypes() {}

    /// Each sealed type with its variants by the name of their kind.
    static Map<Class<?>, NamedType[]> kinds() {
        Map<Class<?>, NamedType[]> kinds = new LinkedHashMap<>();
        for (Class<?> type : SEALED) {
            NamedType[] named =
                    kindsOf(type).entrySet().stream()
                            .map(k -> new NamedType(k.getValue(), k.getKey()))
                            .toArray(NamedType[]::new);
            kinds.put(type, named);
        }
        return kinds;
    }

    static Map<String, Class<?>> kindsOf(Class<?> sealed) {
        Map<String, Class<?>> kinds = new LinkedHashMap<>();
        variants(sealed).forEach(variant -> kinds.put(kind(variant), variant));
        return kinds;
    }

    private static String kind(Class<?> variant) {
        String dashed = variant.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-");
        return SPELLED.getOrDefault(variant, dashed.toLowerCase(Locale.ROOT));
    }

    /// All records of a sealed type, those of its sealed subtypes included.
    private static List<Class<?>> variants(Class<?> type) {
        if (!type.isSealed()) {
            return List.of(type);
        }
        List<Class<?>> variants = new ArrayList<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            variants.addAll(variants(permitted));
        }
        return variants;
    }

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("model");
        addText(module, PodName.class, PodName::of);
        addText(module, NodeName.class, NodeName::of);
        addText(module, HostName.class, HostName::of);
        addText(module, JobId.class, JobId::new);
        addText(module, Path.class, Path::of);
        addText(module, Subject.class, Subject::text, Subject::parse);
        addKey(module, PodName.class, PodName::of);
        addKey(module, NodeName.class, NodeName::of);
        addText(module, Balance.class, Balance::key, ModelTypes::balance);
        addText(module, Role.class, Role::key, Role::of);
        return module;
    }

    /// By its key, or by its name in the form of older versions.
    private static Balance balance(String text) {
        for (Balance balance : Balance.values()) {
            if (balance.name().equals(text)) {
                return balance;
            }
        }
        return Balance.of(text);
    }

    private static <T> void addText(SimpleModule module, Class<T> type, Function<String, T> read) {
        addText(module, type, Object::toString, read);
    }

    private static <T> void addText(
            SimpleModule module,
            Class<T> type,
            Function<T, String> written,
            Function<String, T> read) {
        module.addSerializer(type, new TextWriter<>(written));
        module.addDeserializer(type, new TextReader<>(type, read));
    }

    private static <T> void addKey(SimpleModule module, Class<T> type, Function<String, T> read) {
        module.addKeyDeserializer(
                type,
                new KeyDeserializer() {
                    @Override
                    public Object deserializeKey(String key, DeserializationContext context) {
                        return read.apply(key);
                    }
                });
    }

    /// Reads a type that is written as its text.
    private static final class TextReader<T> extends FromStringDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> reader;

        TextReader(Class<T> type, Function<String, T> reader) {
            super(type);
            this.reader = reader;
        }

        /// Refuses names with blanks or control characters around them.
        @Override
        protected boolean _shouldTrim() {
            return false;
        }

        @Override
        protected T _deserialize(String value, DeserializationContext context) {
            return reader.apply(value);
        }
    }

    /// Writes a type as its text.
    private static final class TextWriter<T> extends JsonSerializer<T> {

        private final Function<T, String> writer;

        TextWriter(Function<T, String> writer) {
            this.writer = writer;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(writer.apply(value));
        }

        @Override
        public void serializeWithType(
                T value, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
                throws IOException {
            serialize(value, out, provider);
        }
    }
}

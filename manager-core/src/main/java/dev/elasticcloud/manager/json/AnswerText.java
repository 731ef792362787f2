package dev.elasticcloud.manager.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import java.io.StringWriter;

/// Embeds a job's result in JSON: an object or array unchanged, so that readers need not parse it
/// again; anything else as a string.
interface AnswerText {

    @JsonSerialize(using = Writer.class)
    @JsonDeserialize(using = Reader.class)
    String result();

    /// Writes a result.
    final class Writer extends JsonSerializer<String> {
        @Override
        public void serialize(String text, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            if (isObjectOrArray(text)) {
                out.writeRawValue(text);
            } else {
                out.writeString(text);
            }
        }

        /// A node's program may return anything; only complete JSON may be embedded.
        private static boolean isObjectOrArray(String text) {
            if (!text.startsWith("{") && !text.startsWith("[")) {
                return false;
            }
            try (JsonParser parser = ModelJson.FACTORY.createParser(text)) {
                parser.nextToken();
                parser.skipChildren();
                return parser.currentToken() != null && parser.nextToken() == null;
            } catch (IOException e) {
                return false;
            }
        }
    }

    /// Reads a result.
    final class Reader extends JsonDeserializer<String> {

        private static final JsonFactory FACTORY = new JsonFactory();

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            JsonToken token = parser.currentToken();
            if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
                return parser.getValueAsString("");
            }
            StringWriter text = new StringWriter();
            try (JsonGenerator out = FACTORY.createGenerator(text)) {
                out.copyCurrentStructureExact(parser);
            }
            return text.toString();
        }
    }
}

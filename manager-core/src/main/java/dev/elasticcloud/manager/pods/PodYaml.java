package dev.elasticcloud.manager.pods;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the YAML of a declaration. Forms that YAML reads in an unexpected way are refused: `010`
/// as 8, `1:30` as 90, and aliases.
final class PodYaml {

    private static final YAMLMapper MAPPER =
            YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final Pattern PLAIN_NUMBER =
            Pattern.compile(
                    "[+-]?(0|[1-9][0-9]*)?(\\.[0-9]*)?([eE][+-]?[0-9]+)?|[+-]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private PodYaml() {}

    /// @throws JsonProcessingException when it is not YAML
    static JsonNode read(String text) throws IOException {
        return MAPPER.readTree(withoutMark(text));
    }

    /// A file may begin with a byte order mark, which is not part of the text.
    static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// The first value that does not mean what it seems to, with its line; empty if there is none.
    static Optional<String> misleading(String text) throws IOException {
        try (YAMLParser parser = MAPPER.getFactory().createParser(withoutMark(text))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String fault = fault(parser, token);
                if (fault != null) {
                    return Optional.of(
                            "%s (line %s)"
                                    .formatted(
                                            fault,
                                            Integer.toString(
                                                    parser.currentTokenLocation().getLineNr())));
                }
            }
            return Optional.empty();
        }
    }

    private static @Nullable String fault(YAMLParser parser, JsonToken token) throws IOException {
        if (parser.isCurrentAlias()) {
            return "there is a reference (*%s): write the value itself".formatted(parser.getText());
        }
        if (token.isNumeric() && !PLAIN_NUMBER.matcher(parser.getText()).matches()) {
            return "%s is '%s'; write it as %s, or as a text in quotes"
                    .formatted(place(parser), parser.getText(), plain(parser));
        }
        return null;
    }

    private static String place(YAMLParser parser) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return pointer.replaceFirst("^/", "").replace('/', '.');
    }

    /// The digits as written, without the prefix that changes their meaning.
    private static String plain(YAMLParser parser) throws IOException {
        String digits = parser.getText().replace("_", "").replaceFirst("^([+-]?)0+(?=[0-9])", "$1");
        return PLAIN_NUMBER.matcher(digits).matches() ? digits : parser.getNumberValue().toString();
    }
}

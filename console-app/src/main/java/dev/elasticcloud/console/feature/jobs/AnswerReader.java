package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.elasticcloud.console.text.Csv;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the views of a result: pictures, tables and files in it first, then the whole as a tree
/// and as text.
final class AnswerReader {

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Pattern DATA_URI =
            Pattern.compile("data:([a-z]+)/([a-z0-9.+-]+);base64,([A-Za-z0-9+/=\\s]+)");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{64,}={0,2}");
    private static final int MOST_ROWS = 10_000;

    private final List<Answer> found = new ArrayList<>();

    private AnswerReader() {}

    /// @param whole whether to include what surrounds the result itself, such as where it ran
    static List<Answer> read(String text, boolean whole) {
        if (text.isBlank()) {
            return List.of();
        }
        AnswerReader reader = new AnswerReader();
        Optional<JsonNode> json = json(text);
        if (json.isPresent() && json.get().isContainerNode()) {
            JsonNode all = json.get();
            JsonNode result = whole ? all : inner(all);
            reader.look("", result, 0);
            reader.found.add(new Answer.Tree(text("jobs.answer.answer"), result));
            reader.found.add(new Answer.Plain(text("jobs.answer.text"), indented(result)));
        } else {
            String plain = json.map(JsonNode::asText).orElse(text);
            reader.lookAtText(text("jobs.answer.result"), plain);
            if (reader.found.stream().allMatch(Answer.Table.class::isInstance)) {
                reader.found.add(new Answer.Plain(text("jobs.answer.text"), plain));
            }
        }
        return List.copyOf(reader.found);
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /// The result alone, without what a program adds about its run.
    private static JsonNode inner(JsonNode all) {
        JsonNode result = all.path("result");
        return all.isObject() && all.has("node") && !result.isMissingNode() ? result : all;
    }

    static String indented(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            return node.toString();
        }
    }

    private void look(String name, JsonNode node, int depth) {
        if (node.isTextual()) {
            lookAtText(name.isEmpty() ? text("jobs.answer.result") : name, node.textValue());
        } else if (node.isArray() && isTable(node)) {
            found.add(table(name.isEmpty() ? text("jobs.answer.table") : name, node));
        } else if (node.isContainerNode() && depth < 6) {
            if (node.isObject()) {
                node.properties().forEach(f -> look(f.getKey(), f.getValue(), depth + 1));
            } else {
                int index = 0;
                for (JsonNode item : node) {
                    if (index < 50) {
                        index++;
                        look(name + " " + index, item, depth + 1);
                    }
                }
            }
        }
    }

    private void lookAtText(String name, String text) {
        Matcher uri = DATA_URI.matcher(text);
        if (uri.matches()) {
            addContent(name, uri.group(1).equals("image"), uri.group(2), uri.group(3));
        } else if (BASE64.matcher(text).matches()) {
            addContent(name, false, "", text);
        } else {
            csv(name, text).ifPresent(found::add);
        }
    }

    private void addContent(String name, boolean picture, String type, String base64) {
        String plain = base64.replaceAll("\\s", "");
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(plain);
        } catch (IllegalArgumentException e) {
            return;
        }
        String seen = typeOf(bytes);
        boolean shown = List.of("png", "jpg", "gif", "bmp").contains(seen);
        if (shown) {
            found.add(new Answer.Picture(name, seen, plain));
        } else if (picture || !type.isEmpty() || !seen.isEmpty()) {
            String ending = seen.isEmpty() ? type.replaceAll("[^a-z0-9].*", "") : seen;
            found.add(
                    new Answer.Binary(
                            name, ending.isEmpty() ? "bin" : ending, plain, bytes.length));
        }
    }

    /// The file type by its first bytes; empty when they do not identify it.
    private static String typeOf(byte[] bytes) {
        if (begins(bytes, 0x89, 'P', 'N', 'G')) {
            return "png";
        }
        if (begins(bytes, 0xff, 0xd8, 0xff)) {
            return "jpg";
        }
        if (begins(bytes, 'G', 'I', 'F', '8')) {
            return "gif";
        }
        if (begins(bytes, 'B', 'M')) {
            return "bmp";
        }
        if (begins(bytes, '%', 'P', 'D', 'F')) {
            return "pdf";
        }
        if (begins(bytes, 'P', 'K', 3, 4)) {
            return "zip";
        }
        return begins(bytes, 0x1f, 0x8b) ? "gz" : "";
    }

    private static boolean begins(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /// Whether an array is one of flat objects, or of flat arrays of the same length.
    private static boolean isTable(JsonNode array) {
        if (array.size() < 2) {
            return false;
        }
        int width = array.get(0).size();
        for (JsonNode row : array) {
            boolean flat = row.isObject() || (row.isArray() && row.size() == width);
            if (!flat || row.isEmpty()) {
                return false;
            }
            for (JsonNode cell : row) {
                if (cell.isContainerNode()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Answer.Table table(String name, JsonNode array) {
        Set<String> names = new LinkedHashSet<>();
        array.forEach(row -> row.fieldNames().forEachRemaining(names::add));
        boolean objects = !names.isEmpty();
        List<String> header = new ArrayList<>(names);
        for (int column = 0; !objects && column < array.get(0).size(); column++) {
            header.add(text("jobs.answer.column", column + 1));
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : array) {
            if (rows.size() == MOST_ROWS) {
                break;
            }
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < header.size(); column++) {
                cells.add(cell(objects ? row.get(header.get(column)) : row.get(column)));
            }
            rows.add(cells);
        }
        return new Answer.Table(name, header, rows);
    }

    private static String cell(@Nullable JsonNode value) {
        return value == null || value.isNull() ? "" : value.asText();
    }

    /// A text of at least two lines, each with the same number of values, more than one.
    private static Optional<Answer> csv(String name, String text) {
        if (text.indexOf('\n') < 0 || text.indexOf(',') < 0) {
            return Optional.empty();
        }
        List<List<String>> records = Csv.parse(text);
        if (records.size() < 2) {
            return Optional.empty();
        }
        int width = records.getFirst().size();
        boolean even = width > 1 && records.stream().allMatch(r -> r.size() == width);
        return even
                ? Optional.of(
                        new Answer.Table(
                                name,
                                records.getFirst(),
                                records.subList(1, Math.min(records.size(), MOST_ROWS))))
                : Optional.empty();
    }
}

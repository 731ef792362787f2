package dev.elasticcloud.manager.pods;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.PodDraft;
import dev.elasticcloud.manager.model.spec.PodFinding;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds everything that is wrong with a `pod.yaml`, not only the first fault, with the line of
/// each.
///
/// The reader stops at its first fault. So that key is removed, or replaced by a valid value where
/// one is required, and the rest is read again.
public final class PodChecker {

    private static final Path NAME = Path.of("pod.yaml");
    private static final int MOST = 40;
    private static final Pattern PLACE =
            Pattern.compile("^([A-Za-z0-9_]+(?:[.\\[][A-Za-z0-9_.\\[\\]-]*)?)(?: |:)");

    /// Valid values for the required keys.
    private static final Map<String, Object> NEEDED =
            Map.of(
                    "name",
                    "pod",
                    "limits.cpus",
                    0.5,
                    "limits.memory",
                    "256MB",
                    "limits",
                    Map.of("cpus", 0.5, "memory", "256MB"),
                    "job",
                    Map.of());

    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private PodChecker() {}

    /// Checks a folder: its `pod.yaml`, and whether an image can be built from it.
    public static PodDraft check(Path folder) {
        Path file = folder.resolve("pod.yaml");
        String yaml;
        try {
            yaml = Files.readString(file);
        } catch (IOException e) {
            return new PodDraft(
                    "",
                    Optional.empty(),
                    List.of(
                            new PodFinding(
                                    0, "", folder + " has no pod.yaml that can be read as text")));
        }
        PodDraft declared = check(yaml, name -> new ImageSource.Reference("example/any:1"));
        List<PodFinding> findings = new ArrayList<>(declared.findings());
        if (!findings.isEmpty()) {
            return new PodDraft(yaml, Optional.empty(), findings);
        }
        try {
            return new PodDraft(yaml, Optional.of(PodFolder.read(folder)), List.of());
        } catch (CloudException e) {
            return new PodDraft(
                    yaml, Optional.empty(), List.of(finding(e, NAME.toString(), lines(yaml))));
        }
    }

    /// Checks a text.
    ///
    /// @param imageOf returns the image for the value of `image:`, which is empty when absent
    public static PodDraft check(String yaml, Function<String, ImageSource> imageOf) {
        JsonNode tree;
        try {
            tree = YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String why = e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
            PodFinding finding =
                    new PodFinding(at == null ? 0 : at.getLineNr(), "", "This is not YAML: " + why);
            return new PodDraft(yaml, Optional.empty(), List.of(finding));
        }
        Map<String, Integer> lines = lines(yaml);
        List<PodFinding> findings = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            try {
                PodSpec pod = new PodReader(NAME, tree).read(imageOf);
                Optional<PodSpec> whole = findings.isEmpty() ? Optional.of(pod) : Optional.empty();
                return new PodDraft(yaml, whole, sorted(findings));
            } catch (CloudException e) {
                PodFinding finding = finding(e, NAME.toString(), lines);
                boolean known = findings.stream().anyMatch(f -> f.key().equals(finding.key()));
                if (known && !finding.key().startsWith("job.parameters[")) {
                    break;
                }
                findings.add(finding);
                if (!mended(tree, finding.key())) {
                    break;
                }
            }
        }
        return new PodDraft(yaml, Optional.empty(), sorted(findings));
    }

    private static List<PodFinding> sorted(List<PodFinding> findings) {
        return findings.stream().sorted(Comparator.comparingInt(PodFinding::line)).toList();
    }

    private static PodFinding finding(CloudException e, String file, Map<String, Integer> lines) {
        String text = e.text();
        int from = text.indexOf(file + ": ");
        String message = from < 0 ? text : text.substring(from + file.length() + 2);
        Matcher place = PLACE.matcher(message);
        String key = place.find() ? place.group(1) : "";
        boolean isKey = lines.containsKey(key) || key.contains(".") || NEEDED.containsKey(key);
        if (!isKey) {
            return new PodFinding(0, "", message);
        }
        return new PodFinding(line(key, lines), key, message);
    }

    /// The line of a key, or of the nearest enclosing key that exists.
    private static int line(String key, Map<String, Integer> lines) {
        String around = key;
        while (!around.isEmpty()) {
            Integer line = lines.get(around);
            if (line != null) {
                return line;
            }
            int end = Math.max(around.lastIndexOf('.'), around.lastIndexOf('['));
            around = end < 0 ? "" : around.substring(0, end);
        }
        return 0;
    }

    /// Removes a key, or gives it a valid value; false when that is not possible.
    private static boolean mended(JsonNode tree, String key) {
        if (key.isEmpty() || !tree.isObject()) {
            return false;
        }
        Object needed = NEEDED.get(key);
        int dot = key.lastIndexOf('.');
        String last = key.substring(dot + 1);
        JsonNode parent = dot < 0 ? tree : at(tree, key.substring(0, dot));
        if (needed != null) {
            return parent instanceof ObjectNode object
                    && object.set(last, YAML.valueToTree(needed)) != null;
        }
        Matcher item = Pattern.compile("^(.*)\\[(\\d+)](\\..*)?$").matcher(key);
        if (item.matches()) {
            // A list is checked as a whole: its invalid elements are removed.
            int index = Integer.parseInt(item.group(2));
            boolean there =
                    at(tree, item.group(1)) instanceof ArrayNode list && index < list.size();
            return there && neutral((ArrayNode) at(tree, item.group(1)), index);
        }
        return parent instanceof ObjectNode object && object.remove(last) != null;
    }

    /// Replaces a parameter by a valid one, so that the others keep their indexes.
    private static boolean neutral(ArrayNode list, int index) {
        ObjectNode fit = list.objectNode();
        fit.put("name", "fit" + index).put("type", "integer").put("help", "");
        fit.put("default", 1).put("min", 1).put("max", 1);
        if (list.get(index).equals(fit)) {
            return false;
        }
        list.set(index, fit);
        return true;
    }

    private static JsonNode at(JsonNode tree, String path) {
        String pointer = "/" + path.replace("[", "/").replace("]", "").replace(".", "/");
        return tree.at(JsonPointer.compile(pointer));
    }

    /// The line of each key of a text, by its path such as `job.parameters[0].name`.
    private static Map<String, Integer> lines(String yaml) {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = YAML.createParser(yaml)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                object(parser, "", lines);
            }
        } catch (IOException e) {
            // The lines read up to there are known.
        }
        return lines;
    }

    private static void object(JsonParser parser, String path, Map<String, Integer> lines)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = path.isEmpty() ? parser.currentName() : path + "." + parser.currentName();
            lines.put(key, parser.currentTokenLocation().getLineNr());
            value(parser, parser.nextToken(), key, lines);
        }
    }

    private static void value(
            JsonParser parser, JsonToken token, String path, Map<String, Integer> lines)
            throws IOException {
        if (token == JsonToken.START_OBJECT) {
            object(parser, path, lines);
        } else if (token == JsonToken.START_ARRAY) {
            int index = 0;
            for (JsonToken item = parser.nextToken();
                    item != JsonToken.END_ARRAY && item != null;
                    item = parser.nextToken()) {
                String place = path + "[" + index++ + "]";
                lines.put(place, parser.currentTokenLocation().getLineNr());
                value(parser, item, place, lines);
            }
        }
    }
}

package dev.elasticcloud.manager.docker.build;

import com.github.dockerjava.core.GoLangFileMatch;
import com.github.dockerjava.core.exception.GoLangFileMatchException;
import dev.elasticcloud.manager.spi.PortException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What a folder's `.dockerignore` keeps out of its image, by the rules of the docker command: the
/// last pattern that matches a path or a folder above it decides, and one that begins with `!`
/// takes it in again.
final class IgnoreRules {

    /// Takes the place of the other when it is there.
    private static final String OF_THE_DOCKERFILE = "Dockerfile.dockerignore";

    private static final String USUAL = ".dockerignore";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<Rule> rules;

    private record Rule(String pattern, boolean exception) {

        boolean matches(String path) {
            return GoLangFileMatch.match(pattern, path);
        }
    }

    private IgnoreRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    static IgnoreRules of(Path folder) throws IOException {
        Path own = folder.resolve(OF_THE_DOCKERFILE);
        Path file = Files.exists(own) ? own : folder.resolve(USUAL);
        if (!Files.exists(file)) {
            return new IgnoreRules(List.of());
        }
        List<Rule> rules = new ArrayList<>();
        int number = 0;
        for (String line : Files.readString(file).replace(BYTE_ORDER_MARK, "").split("\n", -1)) {
            number++;
            String text = line.strip();
            if (line.startsWith("#") || text.isEmpty()) {
                continue;
            }
            boolean exception = text.startsWith("!");
            String pattern = cleaned(exception ? text.substring(1).strip() : text);
            if (pattern.isEmpty()) {
                continue;
            }
            rules.add(checked(new Rule(pattern, exception), file, number));
        }
        return new IgnoreRules(rules);
    }

    /// Without what does not change the meaning: `.`, `..` and slashes in excess.
    private static String cleaned(String pattern) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : pattern.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join(File.separator, parts);
    }

    private static Rule checked(Rule rule, Path file, int line) {
        try {
            rule.matches("");
            return rule;
        } catch (GoLangFileMatchException e) {
            throw PortException.refused(
                    "%s, line %d: the pattern '%s' cannot be understood: %s"
                            .formatted(file, line, rule.pattern, e.getMessage()),
                    e);
        }
    }

    /// @param path relative to the folder
    boolean ignores(Path path) {
        String name = path.toString();
        boolean ignored = false;
        for (Rule rule : rules) {
            if (rule.exception == ignored && rule.matches(name)) {
                ignored = !ignored;
            }
        }
        return ignored;
    }

    /// Whether something in an ignored folder may be taken in again.
    boolean hasExceptions() {
        return rules.stream().anyMatch(Rule::exception);
    }
}

package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Selects the nodes to show, as typed by a user: words such as `heavy`, and conditions such as
/// `pod:heavy`, `state:online`, `use:waiting`, `cpu>80` or `mem<50`. All of them must hold.
///
/// @param problem why a part of the text is invalid; empty when all is valid
record NodeFilter(Predicate<NodeItem> test, String problem) {

    static final NodeFilter ALL = new NodeFilter(item -> true, "");

    private static final Pattern COMPARISON =
            Pattern.compile("(cpu|mem|memory|jobs)\\s*([<>])\\s*([0-9]+(?:[.,][0-9]+)?)%?");
    private static final Pattern FIELD = Pattern.compile("([a-z]+):(.*)");

    static NodeFilter parse(String text) {
        List<Predicate<NodeItem>> all = new ArrayList<>();
        String problem = "";
        for (String part : text.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (part.isEmpty()) {
                continue;
            }
            Matcher comparison = COMPARISON.matcher(part);
            Matcher field = FIELD.matcher(part);
            if (comparison.matches()) {
                all.add(comparison(comparison));
            } else if (field.matches()) {
                Function<NodeItem, String> value = field(field.group(1));
                if (value == null) {
                    problem = text("nodes.filter.unknownField", field.group(1));
                } else {
                    String wanted = field.group(2);
                    all.add(item -> value.apply(item).startsWith(wanted));
                }
            } else if (part.contains(">") || part.contains("<")) {
                problem = text("nodes.filter.notUnderstood", part);
            } else {
                all.add(item -> item.name().value().contains(part) || hasInNote(item, part));
            }
        }
        return new NodeFilter(item -> all.stream().allMatch(one -> one.test(item)), problem);
    }

    private static boolean hasInNote(NodeItem item, String word) {
        return item.note().toLowerCase(Locale.ROOT).contains(word);
    }

    private static @Nullable Function<NodeItem, String> field(String name) {
        return switch (name) {
            case "pod" -> item -> item.pod().value();
            case "state" -> item -> Figures.word(item.state());
            case "use" -> item -> item.status().use().name().toLowerCase(Locale.ROOT);
            case "name" -> item -> item.name().value();
            default -> null;
        };
    }

    private static Predicate<NodeItem> comparison(Matcher match) {
        double limit = Double.parseDouble(match.group(3).replace(',', '.'));
        boolean above = match.group(2).equals(">");
        Function<NodeItem, OptionalDouble> value =
                switch (match.group(1)) {
                    case "cpu" -> item -> percent(item.cpuShare());
                    case "jobs" -> item -> OptionalDouble.of(item.status().running());
                    default -> item -> percent(item.status().memoryShare());
                };
        return item -> {
            OptionalDouble known = value.apply(item);
            return known.isPresent()
                    && (above ? known.getAsDouble() > limit : known.getAsDouble() < limit);
        };
    }

    private static OptionalDouble percent(OptionalDouble share) {
        return share.isPresent()
                ? OptionalDouble.of(share.getAsDouble() * 100)
                : OptionalDouble.empty();
    }
}

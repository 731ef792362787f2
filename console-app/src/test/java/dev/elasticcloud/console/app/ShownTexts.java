package dev.elasticcloud.console.app;

import dev.elasticcloud.console.text.MarkedTexts;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Text;

/// The words that a window shows or says, apart from those of [MarkedTexts] and from data: what the
/// manager says, names, figures, times, units and keys.
final class ShownTexts {

    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    /// Units, formats, months, values of `pod.yaml`, keys of the keyboard, and figures.
    private static final Pattern PLAIN =
            Pattern.compile(
                    "https?://\\S+|\\d[\\d.,\u00a0]*(–\\d+)? ?(ms|s|min|h|m|d|k|M|MB|GB|KB|px|pm|am)\\b"
                            + "|\\d+ (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\\b"
                            + "|\\b(CPU|MB|GB|JSON|CSV|PNG|JPEG|UP|DOWN|MAINT|DRAIN|NOLB)\\b"
                            + "|\\bpod\\.yaml\\b|\\b(internal|outward|true|false)\\b"
                            + "|\\b(Ctrl|Shift|Alt|Esc|Tab|Enter|Space|PgUp|PgDn|Page Up|Page Down|F\\d+)\\b"
                            + "|(?<![\\w-])\\d[\\d.,\u00a0]*(?![\\w-])");

    /// The lines that a node has written.
    private static final String LOG = "lines";

    private final String data;
    private final Set<String> names = new HashSet<>();
    private int seen;

    /// @param cloud what it says counts as data
    ShownTexts(CloudManager cloud) {
        CloudSnapshot snapshot = cloud.snapshot();
        StringBuilder said = new StringBuilder();
        said.append(snapshot).append(cloud.events(EventQuery.latest(5_000)));
        said.append(cloud.jobs(JobQuery.latest(1_000))).append(cloud.balancer());
        snapshot.problems().forEach(problem -> said.append(problem.text()));
        for (PodStatus pod : snapshot.pods().values()) {
            names.add(pod.name().value());
            pod.spec().job().parameters().forEach(one -> names.add(one.name()));
            said.append(pod.spec().image().describe());
            List<Decision> decisions = new ArrayList<>(cloud.decisions(pod.name(), 5_000));
            decisions.addAll(cloud.scalings(pod.name(), 5_000));
            for (Decision decision : decisions) {
                said.append(decision).append(decision.whyNotFewer()).append(decision.whyNotMore());
                said.append(decision.warnings());
            }
        }
        data = said.toString().replaceAll("\\s+", " ") + said.toString().replace('=', ' ');
    }

    /// How many texts the last call of [#strange] has looked at.
    int seen() {
        return seen;
    }

    /// The texts below a node with words of which nobody knows where they come from.
    List<String> strange(Node root) {
        List<String> strange = new ArrayList<>();
        seen = 0;
        visit(root, strange);
        return strange;
    }

    private void visit(Node node, List<String> strange) {
        check(node.getAccessibleText(), strange);
        check(node.getAccessibleHelp(), strange);
        if (node instanceof Labeled labeled) {
            check(labeled.getText(), strange);
        }
        if (node instanceof Control control && control.getTooltip() != null) {
            check(control.getTooltip().getText(), strange);
        }
        node.getProperties().values().stream()
                .filter(Tooltip.class::isInstance)
                .forEach(tooltip -> check(((Tooltip) tooltip).getText(), strange));
        if (node instanceof TextInputControl input) {
            check(input.getPromptText(), strange);
            return;
        }
        // The text within a label may be cut off; the label has all of it.
        if (node instanceof Text text && !(node.getParent() instanceof Labeled)) {
            check(text.getText(), strange);
        }
        if (node instanceof TableView<?> table) {
            table.getColumns().forEach(column -> check(column.getText(), strange));
        }
        if (node instanceof Parent parent && !node.getStyleClass().contains(LOG)) {
            parent.getChildrenUnmodifiable().forEach(child -> visit(child, strange));
        }
    }

    private void check(String words, List<String> strange) {
        if (words == null || words.isBlank()) {
            return;
        }
        seen++;
        String left = MarkedTexts.unmarked(words);
        for (String part : left.split("[\n·;|()]|: |, |\\. |  +")) {
            String plain = PLAIN.matcher(part).replaceAll(" ").replaceAll("\\s+", " ").strip();
            if (WORD.matcher(plain).find() && !isData(part) && !isData(plain)) {
                strange.add(words.strip());
                return;
            }
        }
    }

    /// A word that is also a text of the window is data only as the name of a pod or of a parameter.
    private boolean isData(String part) {
        String words = part.replaceAll("\\s+", " ").strip().replaceAll("[.:,…]+$", "");
        return names.contains(words) || (data.contains(words) && !MarkedTexts.isText(words));
    }
}

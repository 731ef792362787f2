package dev.elasticcloud.console.feature.pods;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.model.spec.PodFinding;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// The faults of a `pod.yaml`, each with its line.
final class FindingsList {

    private FindingsList() {}

    static VBox of(List<PodFinding> findings) {
        VBox list = new VBox();
        list.getStyleClass().add("findings");
        for (PodFinding finding : findings) {
            Label label =
                    new Label(
                            finding.line() > 0
                                    ? text("pods.findings.line", finding.line(), finding.message())
                                    : finding.message());
            label.setWrapText(true);
            label.getStyleClass().add("fault");
            list.getChildren().add(label);
        }
        if (findings.isEmpty()) {
            list.getChildren().add(quiet(text("pods.findings.none")));
        }
        return list;
    }

    static Label quiet(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("help");
        return label;
    }
}

package dev.elasticcloud.console.feature.pods;

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
            String line = finding.line() > 0 ? "line " + finding.line() + ": " : "";
            Label label = new Label(line + finding.message());
            label.setWrapText(true);
            label.getStyleClass().add("fault");
            list.getChildren().add(label);
        }
        if (findings.isEmpty()) {
            list.getChildren().add(quiet("Nothing."));
        }
        return list;
    }

    static Label quiet(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("help");
        return label;
    }
}

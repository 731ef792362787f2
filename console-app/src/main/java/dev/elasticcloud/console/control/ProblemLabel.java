package dev.elasticcloud.console.control;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;

/// Shows an error, and takes no room while there is none.
public final class ProblemLabel extends Label {

    public ProblemLabel(ObservableValue<String> problem) {
        getStyleClass().add("problem");
        setWrapText(true);
        textProperty().bind(problem);
        visibleProperty().bind(Bindings.isNotEmpty(textProperty()));
        managedProperty().bind(visibleProperty());
    }
}

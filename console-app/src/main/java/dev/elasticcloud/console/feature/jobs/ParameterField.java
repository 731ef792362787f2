package dev.elasticcloud.console.feature.jobs;

import dev.elasticcloud.manager.model.spec.JobParameter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// The field of one parameter: its name, an editor for its type, its help, and its error.
final class ParameterField extends VBox {

    private static final int LINE = 200;

    private final Label fault = new Label();

    ParameterField(JobFormModel model, JobParameter parameter) {
        getStyleClass().add("parameter");
        Label name = new Label(parameter.name());
        name.getStyleClass().add("name");
        Consumer<String> change = value -> showFault(model.set(parameter, value));
        Node editor = editor(parameter, change);
        editor.setId("parameter-" + parameter.name());
        name.setLabelFor(editor);
        Label help = new Label(parameter.help() + range(parameter));
        help.setWrapText(true);
        help.getStyleClass().add("help");
        fault.setId("fault-" + parameter.name());
        fault.getStyleClass().add("fault");
        fault.setWrapText(true);
        showFault("");
        getChildren().setAll(name, editor, help, fault);
    }

    private void showFault(String text) {
        fault.setText(text);
        fault.setVisible(!text.isEmpty());
        fault.setManaged(!text.isEmpty());
    }

    private Node editor(JobParameter parameter, Consumer<String> change) {
        return switch (parameter) {
            case JobParameter.Text text when text.maxLength() > LINE -> {
                TextArea area = new TextArea(text.defaultValue());
                area.setWrapText(true);
                area.setPrefRowCount(5);
                area.textProperty().addListener((property, before, now) -> change.accept(now));
                yield area;
            }
            case JobParameter.Text text -> field(text, change);
            case JobParameter.Whole whole -> field(whole, change);
            case JobParameter.Real real -> field(real, change);
            case JobParameter.Choice choice -> {
                ChoiceBox<String> box = new ChoiceBox<>();
                box.getItems().setAll(choice.choices());
                box.setValue(choice.defaultValue());
                box.valueProperty().addListener((property, before, now) -> change.accept(now));
                yield box;
            }
            case JobParameter.File file -> chooser(file, change);
        };
    }

    private static TextField field(JobParameter parameter, Consumer<String> change) {
        TextField field = new TextField(parameter.defaultValue());
        field.textProperty().addListener((property, before, now) -> change.accept(now));
        return field;
    }

    private Node chooser(JobParameter.File parameter, Consumer<String> change) {
        Label chosen = new Label("none");
        chosen.getStyleClass().add("help");
        Button choose = new Button("Choose…");
        Button clear = new Button("Clear");
        clear.setDisable(true);
        choose.setOnAction(
                event -> {
                    File file = new FileChooser().showOpenDialog(getScene().getWindow());
                    if (file != null) {
                        read(parameter, file, chosen, change);
                        clear.setDisable(false);
                    }
                });
        clear.setOnAction(
                event -> {
                    chosen.setText("none");
                    clear.setDisable(true);
                    change.accept("");
                });
        HBox row = new HBox(choose, clear, chosen);
        row.getStyleClass().add("bar");
        return row;
    }

    private void read(
            JobParameter.File parameter, File file, Label chosen, Consumer<String> change) {
        try {
            if (file.length() > parameter.maxBytes()) {
                showFault(
                        "%s has %,d bytes: at most %,d are accepted"
                                .formatted(file.getName(), file.length(), parameter.maxBytes()));
                return;
            }
            byte[] content = Files.readAllBytes(file.toPath());
            chosen.setText("%s, %,d bytes".formatted(file.getName(), content.length));
            change.accept(Base64.getEncoder().encodeToString(content));
        } catch (IOException e) {
            showFault("Cannot read " + file.getName() + ": " + e.getMessage());
        }
    }

    private static String range(JobParameter parameter) {
        return switch (parameter) {
            case JobParameter.Whole whole -> " From %d to %d.".formatted(whole.min(), whole.max());
            case JobParameter.Real real -> " From %s to %s.".formatted(real.min(), real.max());
            case JobParameter.Text text -> " At most %,d characters.".formatted(text.maxLength());
            case JobParameter.File file -> " At most %,d KB.".formatted(file.maxBytes() / 1024);
            case JobParameter.Choice ignored -> "";
        };
    }
}

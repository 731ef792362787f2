package dev.elasticcloud.console.feature.pods;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.model.spec.PodDraft;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.io.File;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;

/// Adds a pod from a folder, with faults beside its lines, or from an image.
final class AddPodView extends VBox {

    private final AddPodModel model;
    private final StackPane place = new StackPane();
    private final VBox lines = new VBox();
    private final Label steps = new Label();
    private final Label problem = new Label();
    private final Button add = new Button(text("pods.add.add"));
    private boolean fromFolder = true;

    AddPodView(AddPodModel model, Runnable close) {
        this.model = model;
        getStyleClass().add("add-pod");
        ToggleGroup group = new ToggleGroup();
        ToggleButton folder = way(group, "add-folder", text("pods.add.folder"), true, folder());
        ToggleButton image = way(group, "add-image", text("pods.add.image"), false, image());
        folder.fire();
        HBox ways = new HBox(folder, image);
        ways.getStyleClass().add("segments");
        VBox.setVgrow(place, Priority.ALWAYS);
        steps.setId("add-plan");
        steps.setWrapText(true);
        steps.setMinHeight(Region.USE_PREF_SIZE);
        steps.getStyleClass().add("help");
        problem.setId("add-problem");
        problem.setWrapText(true);
        problem.getStyleClass().add("fault");
        problem.textProperty().bind(model.problemProperty());
        problem.managedProperty().bind(model.problemProperty().isNotEmpty());
        add.setId("add-pod");
        add.getStyleClass().add("accent");
        add.setOnAction(
                event -> {
                    if (fromFolder) {
                        model.addFolder();
                    } else {
                        model.addImage();
                    }
                });
        Button cancel = new Button(text("pods.add.cancel"));
        cancel.setOnAction(event -> close.run());
        HBox foot = new HBox(cancel, add);
        foot.getStyleClass().add("line");
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().setAll(ways, place, steps, problem, foot);
        model.folderDraftProperty().addListener((property, before, now) -> showDraft(now));
        model.imagePodProperty().addListener((property, before, now) -> allow());
        showDraft(model.folderDraftProperty().get());
    }

    private ToggleButton way(
            ToggleGroup group, String id, String title, boolean folder, Node content) {
        ToggleButton button = new ToggleButton(title);
        button.setId(id);
        button.setToggleGroup(group);
        button.setOnAction(
                event -> {
                    button.setSelected(true);
                    fromFolder = folder;
                    place.getChildren().setAll(content);
                    allow();
                });
        return button;
    }

    private VBox folder() {
        Label hint = new Label(text("pods.add.dropFolder"));
        hint.setWrapText(true);
        hint.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(hint, Priority.ALWAYS);
        Button choose = new Button(text("pods.add.choose"));
        choose.setAccessibleText(text("pods.add.accessible.choose"));
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setOnAction(
                event -> {
                    File found = new DirectoryChooser().showDialog(getScene().getWindow());
                    if (found != null) {
                        hint.setText(found.toString());
                        model.choose(found.toPath());
                    }
                });
        HBox drop = new HBox(hint, choose);
        drop.getStyleClass().add("file-drop");
        drop.setAlignment(Pos.CENTER_LEFT);
        drop.setOnDragOver(
                event -> {
                    if (event.getDragboard().hasFiles()) {
                        event.acceptTransferModes(TransferMode.COPY);
                    }
                    event.consume();
                });
        drop.setOnDragDropped(
                event -> {
                    List<File> files = event.getDragboard().getFiles();
                    event.setDropCompleted(!files.isEmpty());
                    if (!files.isEmpty()) {
                        hint.setText(files.getFirst().toString());
                        model.choose(files.getFirst().toPath());
                    }
                    event.consume();
                });
        lines.setId("add-lines");
        lines.getStyleClass().add("yaml-lines");
        ScrollPane scroller = new ScrollPane(lines);
        scroller.setFitToWidth(true);
        scroller.getStyleClass().add("field-scroller");
        VBox.setVgrow(scroller, Priority.ALWAYS);
        VBox box = new VBox(drop, scroller);
        box.getStyleClass().add("groups");
        return box;
    }

    private VBox image() {
        TextField name = field("add-name", text("pods.add.name"), text("pods.add.prompt.name"));
        TextField image =
                field("add-image-name", text("pods.add.imageName"), text("pods.add.prompt.image"));
        Runnable describe = () -> model.describe(name.getText(), image.getText());
        name.textProperty().addListener((property, before, now) -> describe.run());
        image.textProperty().addListener((property, before, now) -> describe.run());
        Label usual = new Label(text("pods.add.imageHelp"));
        usual.setWrapText(true);
        usual.getStyleClass().add("help");
        VBox box =
                new VBox(
                        row(text("pods.add.name"), name),
                        row(text("pods.add.imageName"), image),
                        usual);
        box.getStyleClass().add("groups");
        return box;
    }

    private static TextField field(String id, String accessible, String prompt) {
        TextField field = new TextField();
        field.setId(id);
        field.setAccessibleText(accessible);
        field.setPromptText(prompt);
        return field;
    }

    private static HBox row(String title, TextField field) {
        Label label = new Label(title);
        label.setMinWidth(70);
        label.setLabelFor(field);
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox row = new HBox(label, field);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /// Shows the file with each fault below its line.
    private void showDraft(PodDraft draft) {
        lines.getChildren().clear();
        draft.findings().stream()
                .filter(f -> f.line() == 0)
                .forEach(f -> lines.getChildren().add(wrong(f.message())));
        List<String> text = draft.yaml().lines().toList();
        for (int i = 0; i < text.size(); i++) {
            int number = i + 1;
            Label line = new Label("%3d  %s".formatted(number, text.get(i)));
            line.getStyleClass().add("yaml");
            lines.getChildren().add(line);
            draft.findings().stream()
                    .filter(f -> f.line() == number)
                    .forEach(f -> lines.getChildren().add(wrong(f.message())));
        }
        allow();
    }

    private static Label wrong(String message) {
        Label label = new Label("      ↑ " + message);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add("fault");
        return label;
    }

    private void allow() {
        Optional<PodSpec> pod =
                fromFolder
                        ? model.folderDraftProperty().get().pod()
                        : model.imagePodProperty().get();
        add.setDisable(pod.isEmpty());
        steps.setText(pod.map(p -> String.join("\n", AddPodModel.plan(p))).orElse(""));
    }
}

package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.manager.model.spec.JobParameter;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// The field of one parameter: its name, its range, an editor for its type, its help and its
/// error.
final class ParameterField extends VBox {

    private static final int LINE = 200;
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final JobFormModel model;
    private final JobParameter parameter;

    /// Characters of a range that fit beside the name in half a row.
    private static final int SHORT_RANGE = 16;

    private final Label range = new Label();
    private final Label fault = new Label();
    private final Label help = new Label();
    private final Node editor;
    private Runnable refill = () -> {};

    ParameterField(JobFormModel model, JobParameter parameter) {
        this.model = model;
        this.parameter = parameter;
        getStyleClass().add("parameter");
        Label name = new Label(parameter.name());
        name.setMinWidth(USE_PREF_SIZE);
        name.getStyleClass().add("name");
        range.setText(range(parameter));
        range.getStyleClass().add("range");
        range.setMinWidth(0);
        range.setTooltip(new Tooltip(range.getText()));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox heading = new HBox(name, gap, range);
        heading.setAlignment(Pos.BASELINE_LEFT);
        editor = makeEditor();
        editor.setId("parameter-" + parameter.name());
        editor.setAccessibleText(parameter.name() + ", " + range.getText());
        editor.setAccessibleHelp(parameter.help());
        name.setLabelFor(editor);
        help.setText(parameter.help());
        help.setWrapText(true);
        help.getStyleClass().add("help");
        fault.setId("fault-" + parameter.name());
        fault.getStyleClass().add("fault");
        fault.setWrapText(true);
        showFault(JobFormModel.faultOf(parameter, model.value(parameter)));
        getChildren().setAll(heading, editor, fault, help);
        model.filledProperty().addListener((property, before, now) -> refill.run());
    }

    /// Whether the field fits beside another.
    boolean isShort() {
        return switch (parameter) {
            case JobParameter.Text text -> text.maxLength() <= 40;
            case JobParameter.Whole ignored -> range.getText().length() <= SHORT_RANGE;
            case JobParameter.Real ignored -> range.getText().length() <= SHORT_RANGE;
            case JobParameter.Choice ignored -> true;
            case JobParameter.File ignored -> false;
        };
    }

    private void change(String value) {
        showFault(model.set(parameter, value));
    }

    private void showFault(String text) {
        fault.setText(text);
        fault.setVisible(!text.isEmpty());
        fault.setManaged(!text.isEmpty());
        help.setVisible(text.isEmpty());
        help.setManaged(text.isEmpty());
        editor.pseudoClassStateChanged(WRONG, !text.isEmpty());
        range.pseudoClassStateChanged(WRONG, !text.isEmpty());
    }

    private Node makeEditor() {
        return switch (parameter) {
            case JobParameter.Text text when text.maxLength() > LINE -> {
                TextArea area = new TextArea(model.value(text));
                area.setWrapText(true);
                area.setPrefRowCount(5);
                area.setPrefWidth(100);
                area.textProperty().addListener((property, before, now) -> change(now));
                refill = () -> area.setText(model.value(text));
                yield area;
            }
            case JobParameter.Text text -> field();
            case JobParameter.Whole whole -> field();
            case JobParameter.Real real -> field();
            case JobParameter.Choice choice -> {
                ComboBox<String> box = new ComboBox<>();
                box.getItems().setAll(choice.choices());
                box.setValue(model.value(choice));
                box.setMaxWidth(Double.MAX_VALUE);
                box.valueProperty()
                        .addListener((property, before, now) -> change(now == null ? "" : now));
                refill = () -> box.setValue(model.value(choice));
                yield box;
            }
            case JobParameter.File file -> new FileDrop(file);
        };
    }

    private Node field() {
        TextField field = new TextField(model.value(parameter));
        field.setPrefWidth(80);
        field.textProperty().addListener((property, before, now) -> change(now));
        refill = () -> field.setText(model.value(parameter));
        return field;
    }

    private static String range(JobParameter parameter) {
        return switch (parameter) {
            case JobParameter.Whole whole -> "%,d – %,d".formatted(whole.min(), whole.max());
            case JobParameter.Real real ->
                    "%s – %s".formatted(number(real.min()), number(real.max()));
            case JobParameter.Text text ->
                    text("jobs.parameter.toCharacters", Numbers.thousands(text.maxLength()));
            case JobParameter.File file ->
                    text("jobs.parameter.file", kinds(file.accept()), size(file.maxBytes()));
            case JobParameter.Choice ignored -> "";
        };
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String kinds(String accept) {
        return accept.replaceAll("[a-z]+/", "").toUpperCase(Locale.ROOT);
    }

    static String size(long bytes) {
        if (bytes < 1024) {
            return text("jobs.parameter.bytes", bytes);
        }
        return bytes < 1024 * 1024
                ? Math.round(bytes / 1024.0) + " KB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0).replace(".0 ", " ");
    }

    /// A place where a file is dropped or chosen, with a small picture when it is one.
    private final class FileDrop extends HBox {
        private final JobParameter.File file;
        private final ImageView picture = new ImageView();
        private final Label chosen = new Label();
        private final Button clear = new Button(text("jobs.parameter.clear"));

        FileDrop(JobParameter.File file) {
            this.file = file;
            getStyleClass().add("file-drop");
            setAlignment(Pos.CENTER_LEFT);
            picture.setFitHeight(28);
            picture.setPreserveRatio(true);
            chosen.getStyleClass().add("help");
            HBox.setHgrow(chosen, Priority.ALWAYS);
            chosen.setMaxWidth(Double.MAX_VALUE);
            Button choose = new Button(text("jobs.parameter.choose"));
            choose.setAccessibleText(text("jobs.parameter.accessible.choose", file.name()));
            choose.setMinWidth(Region.USE_PREF_SIZE);
            clear.setAccessibleText(text("jobs.parameter.accessible.clear", file.name()));
            clear.setMinWidth(Region.USE_PREF_SIZE);
            choose.setOnAction(
                    event -> {
                        File found = new FileChooser().showOpenDialog(getScene().getWindow());
                        if (found != null) {
                            read(found);
                        }
                    });
            clear.setOnAction(event -> none());
            setOnDragOver(
                    event -> {
                        if (event.getDragboard().hasFiles()) {
                            event.acceptTransferModes(TransferMode.COPY);
                        }
                        event.consume();
                    });
            setOnDragDropped(this::drop);
            getChildren().setAll(picture, chosen, choose, clear);
            refill = () -> show(model.value(file));
            show("");
        }

        private void drop(DragEvent event) {
            List<File> files = event.getDragboard().getFiles();
            event.setDropCompleted(!files.isEmpty());
            if (!files.isEmpty()) {
                read(files.getFirst());
            }
            event.consume();
        }

        private void none() {
            change("");
            show("");
        }

        private void read(File found) {
            model.readFile(
                    file,
                    found.toPath(),
                    (base64, bytes) -> {
                        change(base64);
                        show(base64);
                        chosen.setText(found.getName() + "   " + size(bytes));
                    },
                    ParameterField.this::showFault);
        }

        private void show(String base64) {
            boolean there = !base64.isEmpty();
            chosen.setText(there ? size(base64.length() / 4 * 3) : text("jobs.parameter.dropFile"));
            clear.setDisable(!there);
            Image image =
                    there
                            ? new Image(
                                    new ByteArrayInputStream(Base64.getDecoder().decode(base64)),
                                    80,
                                    56,
                                    true,
                                    true)
                            : null;
            boolean shown = image != null && !image.isError();
            picture.setImage(shown ? image : null);
            picture.setManaged(shown);
            picture.setVisible(shown);
        }
    }
}

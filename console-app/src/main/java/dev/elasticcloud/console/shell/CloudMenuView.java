package dev.elasticcloud.console.shell;

import static dev.elasticcloud.console.text.Texts.text;

import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.connection.CloudMenu;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The dialog in which the user chooses a cloud or saves another one.
final class CloudMenuView extends VBox {

    private final CloudMenu menu;
    private final VBox entries = new VBox();
    private final TextField name =
            field("cloud-name", text("shell.clouds.name"), text("shell.clouds.nameExample"));
    private final TextField url =
            field("cloud-url", text("shell.clouds.address"), "https://cloud.example:8443");
    private final PasswordField token = new PasswordField();
    private final TextField certificate =
            field(
                    "cloud-certificate",
                    text("shell.clouds.certificateFile"),
                    text("shell.clouds.prompt.certificate"));
    private final Label message = new Label();

    CloudMenuView(CloudMenu menu) {
        this.menu = menu;
        getStyleClass().add("cloud-menu");
        entries.getStyleClass().add("entries");
        token.setId("cloud-token");
        token.setPromptText(text("shell.clouds.prompt.token"));
        token.setAccessibleText(text("shell.clouds.token"));
        message.setId("cloud-message");
        message.getStyleClass().add("message");
        message.setWrapText(true);
        Label another = new Label(text("shell.clouds.another"));
        another.getStyleClass().add("heading");
        Button save = new Button(text("shell.clouds.save"));
        save.setId("cloud-save");
        save.getStyleClass().add(Styles.ACCENT);
        save.setOnAction(event -> save());
        getChildren()
                .setAll(
                        entries,
                        another,
                        row(text("shell.clouds.name"), name),
                        row(text("shell.clouds.address"), url),
                        row(text("shell.clouds.token"), token),
                        row(text("shell.clouds.certificate"), certificate),
                        save,
                        message);
        show();
        say("");
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
        label.setMinWidth(90);
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox row = new HBox(label, field);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void show() {
        menu.entries(
                found -> entries.getChildren().setAll(found.stream().map(this::entry).toList()),
                this::say);
    }

    private HBox entry(CloudMenu.Entry entry) {
        Label title = new Label(entry.name());
        title.getStyleClass().add("name");
        Label where = new Label(entry.where());
        where.getStyleClass().add("where");
        VBox words = new VBox(title, where);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button connect =
                new Button(
                        entry.current()
                                ? text("shell.clouds.shown")
                                : text("shell.clouds.connect"));
        connect.setDisable(entry.current());
        connect.setMinWidth(Region.USE_PREF_SIZE);
        connect.setAccessibleText(text("shell.clouds.connectTo", entry.name()));
        connect.setOnAction(event -> choose(entry.name()));
        HBox row = new HBox(words, connect);
        row.getStyleClass().add("cloud");
        row.setAlignment(Pos.CENTER_LEFT);
        if (entry.saved()) {
            Button forget = new Button("", new FontIcon(Feather.TRASH_2));
            forget.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
            forget.setAccessibleText(text("shell.clouds.remove", entry.name()));
            forget.setDisable(entry.current());
            forget.setOnAction(
                    event ->
                            menu.forget(
                                    entry.name(),
                                    wrong -> {
                                        say(wrong);
                                        show();
                                    }));
            row.getChildren().add(forget);
        }
        return row;
    }

    private void choose(String cloud) {
        say(text("shell.clouds.connecting", cloud));
        menu.choose(cloud, this::say);
    }

    private void save() {
        String cloud = name.getText().strip();
        menu.save(
                cloud,
                url.getText().strip(),
                token.getText().strip(),
                certificate.getText().strip(),
                wrong -> {
                    if (wrong.isEmpty()) {
                        show();
                        choose(cloud);
                    } else {
                        say(wrong);
                    }
                });
    }

    private void say(String text) {
        message.setText(text);
        message.setVisible(!text.isEmpty());
        message.setManaged(!text.isEmpty());
    }
}

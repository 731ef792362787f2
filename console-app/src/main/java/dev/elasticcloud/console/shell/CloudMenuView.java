package dev.elasticcloud.console.shell;

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
    private final TextField name = field("cloud-name", "Name", "office");
    private final TextField url = field("cloud-url", "Address", "https://cloud.example:8443");
    private final PasswordField token = new PasswordField();
    private final TextField certificate =
            field("cloud-certificate", "Certificate file", "only if the system does not trust it");
    private final Label message = new Label();

    CloudMenuView(CloudMenu menu) {
        this.menu = menu;
        getStyleClass().add("cloud-menu");
        entries.getStyleClass().add("entries");
        token.setId("cloud-token");
        token.setPromptText("created by the cloud's owner: cloud token create");
        token.setAccessibleText("Token");
        message.setId("cloud-message");
        message.getStyleClass().add("message");
        message.setWrapText(true);
        Label another = new Label("Another cloud");
        another.getStyleClass().add("heading");
        Button save = new Button("Save and connect");
        save.setId("cloud-save");
        save.getStyleClass().add(Styles.ACCENT);
        save.setOnAction(event -> save());
        getChildren()
                .setAll(
                        entries,
                        another,
                        row("Name", name),
                        row("Address", url),
                        row("Token", token),
                        row("Certificate", certificate),
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
        Button connect = new Button(entry.current() ? "Shown" : "Connect");
        connect.setDisable(entry.current());
        connect.setMinWidth(Region.USE_PREF_SIZE);
        connect.setAccessibleText("Connect to " + entry.name());
        connect.setOnAction(event -> choose(entry.name()));
        HBox row = new HBox(words, connect);
        row.getStyleClass().add("cloud");
        row.setAlignment(Pos.CENTER_LEFT);
        if (entry.saved()) {
            Button forget = new Button("", new FontIcon(Feather.TRASH_2));
            forget.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
            forget.setAccessibleText("Remove " + entry.name());
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
        say("Connecting to " + cloud + " …");
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

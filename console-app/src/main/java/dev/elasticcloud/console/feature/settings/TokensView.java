package dev.elasticcloud.console.feature.settings;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.fx.WordConverter;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.model.AccessToken;
import dev.elasticcloud.manager.model.Role;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The tokens: a list, a form for a new one, and its secret until it has been copied.
final class TokensView extends VBox {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    private final SettingsModel model;
    private final GridPane list = new GridPane();

    TokensView(SettingsModel model) {
        this.model = model;
        getStyleClass().add("tokens");
        Label what = new Label(text("settings.tokens.intro"));
        what.setWrapText(true);
        what.getStyleClass().add("help");
        list.setId("token-list");
        list.getStyleClass().add("facts");
        Label message = new Label();
        message.setId("token-message");
        message.setWrapText(true);
        message.textProperty().bind(model.messageProperty());
        message.managedProperty().bind(model.messageProperty().isNotEmpty());
        getChildren().setAll(what, list, form(), secret(), message);
        model.tokensProperty().addListener((property, before, now) -> show(now));
        show(model.tokensProperty().get());
        sceneProperty()
                .addListener(
                        (property, before, now) -> {
                            if (now != null) {
                                model.refreshTokens();
                            }
                        });
    }

    private VBox form() {
        TextField name = new TextField();
        name.setId("token-name");
        name.setPromptText(text("settings.tokens.prompt.holder"));
        name.setAccessibleText(text("settings.tokens.accessible.holder"));
        ComboBox<Role> role = new ComboBox<>();
        role.setId("token-role");
        role.setAccessibleText(text("settings.tokens.accessible.role"));
        role.getItems().setAll(SettingsView.roles());
        role.setValue(Role.USER);
        role.setConverter(new WordConverter<>(Names::of));
        Button create = new Button(text("settings.tokens.create"));
        create.setId("token-create");
        Label fault = new Label();
        fault.getStyleClass().add("fault");
        fault.setWrapText(true);
        fault.setManaged(false);
        Runnable check =
                () -> {
                    String refused = model.tokensRefused();
                    boolean blank = name.getText().isBlank();
                    String wrong =
                            !refused.isEmpty()
                                    ? refused
                                    : blank ? "" : model.problemWith(name.getText());
                    fault.setText(wrong);
                    fault.setManaged(!wrong.isEmpty());
                    create.setDisable(blank || !wrong.isEmpty());
                };
        name.textProperty().addListener((property, before, now) -> check.run());
        name.setDisable(!model.tokensRefused().isEmpty());
        name.setOnAction(event -> create.fire());
        create.setOnAction(
                event -> {
                    model.create(name.getText(), role.getValue());
                    name.clear();
                });
        check.run();
        FlowPane row = new FlowPane(name, role, create);
        row.getStyleClass().add("line");
        return new VBox(row, fault);
    }

    private HBox secret() {
        TextField shown = new TextField();
        shown.setId("token-secret");
        shown.setEditable(false);
        shown.setAccessibleText(text("settings.tokens.accessible.secret"));
        shown.textProperty().bind(model.secretProperty());
        HBox.setHgrow(shown, Priority.ALWAYS);
        Button copy = new Button(text("settings.tokens.copy"));
        copy.setId("token-copy");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setOnAction(
                event -> {
                    ClipboardContent content = new ClipboardContent();
                    content.putString(model.takeSecret());
                    Clipboard.getSystemClipboard().setContent(content);
                });
        HBox row = new HBox(shown, copy);
        row.getStyleClass().add("line");
        row.setAlignment(Pos.CENTER_LEFT);
        row.visibleProperty().bind(model.secretProperty().isNotEmpty());
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private void show(List<AccessToken> tokens) {
        list.getChildren().clear();
        int row = 0;
        for (AccessToken token : tokens) {
            Instant revokedAt = token.revokedAt();
            Label state =
                    new Label(
                            revokedAt == null
                                    ? text("settings.tokens.since", at(token.createdAt()))
                                    : text("settings.tokens.revoked", at(revokedAt)));
            state.getStyleClass().add("help");
            Button revoke = new Button(text("settings.tokens.revoke"));
            revoke.setId("revoke-" + token.id());
            revoke.setAccessibleText(text("settings.tokens.accessible.revoke", token.name()));
            revoke.setVisible(token.isValid());
            revoke.setOnAction(event -> model.revoke(token));
            list.addRow(
                    row++,
                    new Label(token.name()),
                    new Label(Names.of(token.role())),
                    state,
                    revoke);
        }
        if (tokens.isEmpty()) {
            Label nothing = new Label(text("settings.tokens.none"));
            nothing.getStyleClass().add("help");
            nothing.visibleProperty().bind(model.messageProperty().isEmpty());
            nothing.managedProperty().bind(nothing.visibleProperty());
            list.addRow(0, nothing);
        }
    }

    private static String at(Instant at) {
        return DAY.format(at.atZone(ZoneId.systemDefault()));
    }
}

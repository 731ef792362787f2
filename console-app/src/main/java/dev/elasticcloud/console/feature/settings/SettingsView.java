package dev.elasticcloud.console.feature.settings;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Appearance;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.manager.model.Role;
import java.util.List;
import java.util.Locale;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The settings screen: appearance, connection, tokens, and the bundled libraries.
public final class SettingsView extends VBox {

    private final Appearance appearance;
    private final GridPane facts = new GridPane();

    private final ToggleGroup group = new ToggleGroup();
    private final Slider slider = new Slider();

    /// Held weakly by the window's appearance, which outlives the screen.
    private final ChangeListener<Appearance.Mode> followingMode =
            (property, before, now) -> showMode(now);

    private final ChangeListener<Number> followingScale =
            (property, before, now) -> slider.setValue(now.doubleValue());

    public SettingsView(SettingsModel model, Appearance appearance) {
        this.appearance = appearance;
        getStyleClass().add("settings");
        getStylesheets().add(Stylesheets.named(SettingsView.class, "settings.css"));
        Label title = new Label(text("screen.settings"));
        title.getStyleClass().add("screen-title");
        facts.getStyleClass().add("facts");
        VBox cards =
                new VBox(
                        card(text("settings.appearance"), look()),
                        card(text("settings.connection"), facts),
                        card(text("settings.tokens"), new TokensView(model)),
                        card(text("settings.about"), about()));
        cards.getStyleClass().add("cards");
        ScrollPane scroller = new ScrollPane(cards);
        scroller.setFitToWidth(true);
        scroller.getStyleClass().add("field-scroller");
        VBox.setVgrow(scroller, Priority.ALWAYS);
        getChildren().setAll(title, scroller);
        model.factsProperty().addListener((property, before, now) -> showFacts(now));
        showFacts(model.factsProperty().get());
    }

    private static VBox card(String title, Node content) {
        Label heading = new Label(title);
        heading.getStyleClass().add("title");
        VBox card = new VBox(heading, content);
        card.getStyleClass().add("card");
        return card;
    }

    private GridPane look() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("facts");
        HBox modes = new HBox();
        modes.getStyleClass().add("segments");
        for (Appearance.Mode mode : Appearance.Mode.values()) {
            modes.getChildren().add(modeButton(mode));
        }
        appearance.modeProperty().addListener(new WeakChangeListener<>(followingMode));
        showMode(appearance.modeProperty().get());
        grid.addRow(0, new Label(text("settings.theme")), modes);
        grid.addRow(1, new Label(text("settings.sizeTitle")), size());
        CheckBox motion = new CheckBox(text("settings.reducedMotion"));
        motion.setId("reduced-motion");
        motion.selectedProperty().bindBidirectional(appearance.reducedMotionProperty());
        grid.addRow(2, new Label(text("settings.motion")), motion);
        return grid;
    }

    private void showMode(Appearance.Mode mode) {
        group.getToggles().stream()
                .filter(toggle -> toggle.getUserData() == mode)
                .forEach(toggle -> toggle.setSelected(true));
    }

    private ToggleButton modeButton(Appearance.Mode mode) {
        String text =
                switch (mode) {
                    case DARK -> text("settings.theme.dark");
                    case LIGHT -> text("settings.theme.light");
                    case SYSTEM -> text("settings.theme.system");
                };
        ToggleButton button = new ToggleButton(text);
        button.setId("theme-" + mode.name().toLowerCase(Locale.ROOT));
        button.setToggleGroup(group);
        button.setUserData(mode);
        button.setOnAction(
                event -> {
                    button.setSelected(true);
                    appearance.modeProperty().set(mode);
                });
        return button;
    }

    /// The size is applied when the thumb is released, so that the slider does not move away
    /// meanwhile.
    private HBox size() {
        slider.setMin(Appearance.LEAST_SCALE);
        slider.setMax(Appearance.MOST_SCALE);
        slider.setValue(appearance.scaleProperty().get());
        slider.setId("scale");
        slider.setBlockIncrement(10);
        slider.setMajorTickUnit(20);
        slider.setMinorTickCount(1);
        slider.setSnapToTicks(true);
        slider.setPrefWidth(220);
        slider.setAccessibleText(text("settings.accessible.size"));
        Label words = new Label();
        Runnable show = () -> words.setText(Math.round(slider.getValue()) + " %");
        Runnable take =
                () -> {
                    if (!slider.isValueChanging()) {
                        appearance.scaleProperty().set((int) Math.round(slider.getValue()));
                    }
                };
        slider.valueProperty()
                .addListener(
                        (property, before, now) -> {
                            show.run();
                            take.run();
                        });
        slider.valueChangingProperty().addListener((property, before, now) -> take.run());
        appearance.scaleProperty().addListener(new WeakChangeListener<>(followingScale));
        Button usual = new Button(text("settings.defaultSize"));
        usual.setAccessibleText(text("settings.defaultSize"));
        usual.setOnAction(event -> appearance.scaleProperty().set(100));
        usual.disableProperty().bind(appearance.scaleProperty().isEqualTo(100));
        show.run();
        HBox size = new HBox(slider, words, usual);
        size.getStyleClass().add("line");
        size.setAlignment(Pos.CENTER_LEFT);
        return size;
    }

    private void showFacts(List<SettingsModel.Fact> now) {
        facts.getChildren().clear();
        for (int row = 0; row < now.size(); row++) {
            Label name = new Label(now.get(row).name());
            name.getStyleClass().add("help");
            name.setMinWidth(Region.USE_PREF_SIZE);
            Label value = new Label(now.get(row).value());
            value.setWrapText(true);
            facts.addRow(row, name, value);
        }
    }

    private static VBox about() {
        Label name = new Label(SettingsModel.version());
        name.setId("version");
        Label runtime = new Label(SettingsModel.runtime());
        runtime.getStyleClass().add("help");
        TextArea licences = new TextArea(SettingsModel.licences());
        licences.setId("licences");
        licences.setEditable(false);
        licences.setPrefRowCount(8);
        licences.setAccessibleText(text("settings.accessible.licences"));
        VBox about = new VBox(name, runtime, licences);
        about.getStyleClass().add("about");
        return about;
    }

    /// The roles that a token can have.
    static List<Role> roles() {
        return List.of(Role.VIEWER, Role.USER, Role.OWNER);
    }
}

package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.fx.WordConverter;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobState;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/// The jobs of the past and present: filters above a table of one page, and buttons for the next.
final class HistoryView extends VBox {

    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    /// A time span to choose, with its label.
    private record Span(Supplier<String> words, @Nullable Duration length) {}

    private static final List<Span> SPANS =
            List.of(
                    new Span(() -> text("jobs.history.span.all"), null),
                    new Span(() -> text("jobs.history.span.minutes"), Duration.ofMinutes(15)),
                    new Span(() -> text("jobs.history.span.hour"), Duration.ofHours(1)),
                    new Span(() -> text("jobs.history.span.day"), Duration.ofHours(24)),
                    new Span(() -> text("jobs.history.span.week"), Duration.ofDays(7)));

    private final JobsModel jobs;
    private final HistoryModel model;
    private final HistoryTable table;
    private final ComboBox<Optional<PodName>> program = new ComboBox<>();

    /// Whether the choices are being replaced: what the box selects meanwhile is not the user's.
    private boolean fillingPrograms;

    private final Label pageWords = new Label();
    private final Label message = new Label();
    private final Button newest = page("history-newest", text("jobs.history.newest"));
    private final Button newer = page("history-newer", text("jobs.history.newer"));
    private final Button older = page("history-older", text("jobs.history.older"));
    private final Button again = page("history-again", text("jobs.runAgain"));
    private final Button cancel = page("history-cancel", text("jobs.history.cancel"));

    HistoryView(JobsModel jobs) {
        this.jobs = jobs;
        this.model = jobs.history();
        this.table =
                new HistoryTable(jobs::titleOf, jobs::now, job -> jobs.result().open(job.id()));
        getStyleClass().addAll("card", "history");
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().setAll(states(), filters(), table, foot(), message);
        listenToTable();
        model.pageProperty().addListener((property, before, now) -> show(now));
        jobs.programsProperty().addListener((property, before, now) -> showPrograms(now));
        showPrograms(jobs.programsProperty().get());
        show(model.pageProperty().get());
        sceneProperty().addListener((property, before, now) -> model.watch(now != null));
    }

    private static Button page(String id, String text) {
        Button button = new Button(text);
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private FlowPane states() {
        List<ToggleButton> chips = new ArrayList<>();
        for (JobState state : JobState.values()) {
            ToggleButton chip = new ToggleButton(JobText.state(state));
            chip.setId("state-" + state.word());
            chip.getStyleClass().addAll("chip", state.word());
            chip.setUserData(state);
            chip.setSelected(model.filterProperty().get().states().contains(state));
            chip.setAccessibleText(text("jobs.history.accessible.state", JobText.state(state)));
            chip.setOnAction(
                    event -> {
                        Set<JobState> chosen = EnumSet.noneOf(JobState.class);
                        chips.stream()
                                .filter(ToggleButton::isSelected)
                                .forEach(c -> chosen.add((JobState) c.getUserData()));
                        model.show(model.filterProperty().get().withStates(chosen));
                    });
            chips.add(chip);
        }
        Label title = new Label(text("jobs.history.title"));
        title.getStyleClass().add("title");
        FlowPane row = new FlowPane();
        row.getStyleClass().add("line");
        row.getChildren().add(title);
        row.getChildren().addAll(chips);
        return row;
    }

    private FlowPane filters() {
        program.setId("history-program");
        program.setAccessibleText(text("jobs.history.accessible.program"));
        program.setConverter(
                new WordConverter<>(
                        pod -> pod.map(jobs::titleOf).orElse(text("jobs.history.allPrograms"))));
        program.valueProperty()
                .addListener(
                        (property, before, now) -> {
                            if (!fillingPrograms) {
                                model.show(
                                        model.filterProperty()
                                                .get()
                                                .withPod(now == null ? null : now.orElse(null)));
                            }
                        });
        ComboBox<Span> span = new ComboBox<>();
        span.setId("history-span");
        span.setAccessibleText(text("jobs.history.accessible.span"));
        span.getItems().setAll(SPANS);
        span.setConverter(new WordConverter<>(each -> each.words().get()));
        Duration kept = model.filterProperty().get().span();
        span.setValue(
                SPANS.stream()
                        .filter(each -> Objects.equals(each.length(), kept))
                        .findFirst()
                        .orElse(SPANS.getFirst()));
        span.valueProperty()
                .addListener(
                        (property, before, now) ->
                                model.show(
                                        model.filterProperty()
                                                .get()
                                                .withSpan(now == null ? null : now.length())));
        TextField user = new TextField();
        user.setId("history-user");
        user.setPromptText(text("jobs.history.prompt.user"));
        user.setText(model.filterProperty().get().user());
        user.setAccessibleText(text("jobs.history.accessible.user"));
        user.setPrefColumnCount(5);
        user.setOnAction(
                event -> model.show(model.filterProperty().get().withUser(user.getText().strip())));
        TextField id = new TextField();
        id.setId("history-job");
        id.setPromptText(text("jobs.history.prompt.job"));
        id.setAccessibleText(text("jobs.history.accessible.job"));
        id.setPrefColumnCount(7);
        id.setOnAction(event -> open(id));
        FlowPane row = new FlowPane(program, span, user, id);
        row.getStyleClass().add("line");
        return row;
    }

    private void open(TextField id) {
        String text = id.getText().strip().toLowerCase(Locale.ROOT);
        boolean fits = text.matches("[a-z0-9-]{1,40}");
        id.pseudoClassStateChanged(WRONG, !fits && !text.isEmpty());
        if (fits) {
            table.getSelectionModel().clearSelection();
            jobs.result().open(new JobId(text));
        }
    }

    private HBox foot() {
        newest.setOnAction(event -> model.newest());
        newer.setOnAction(event -> model.newer());
        older.setOnAction(event -> model.older());
        again.setOnAction(event -> jobs.runAgain(table.selected()));
        cancel.setOnAction(event -> model.cancel(table.selected()));
        Button export = page("history-export", text("jobs.history.export"));
        export.setOnAction(event -> export());
        pageWords.setId("history-page");
        pageWords.getStyleClass().add("help");
        message.setId("history-message");
        message.getStyleClass().add("help");
        message.textProperty().bind(model.messageProperty());
        message.setWrapText(true);
        message.visibleProperty().bind(model.messageProperty().isNotEmpty());
        message.managedProperty().bind(message.visibleProperty());
        FlowPane pages = new FlowPane(newest, newer, older, pageWords);
        FlowPane acts = new FlowPane(cancel, again, export);
        for (FlowPane side : List.of(pages, acts)) {
            side.getStyleClass().add("line");
            side.setPrefWrapLength(250);
            HBox.setHgrow(side, Priority.ALWAYS);
        }
        pages.setAlignment(Pos.CENTER_LEFT);
        acts.setAlignment(Pos.CENTER_RIGHT);
        HBox foot = new HBox(pages, acts);
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }

    private void export() {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName("jobs.csv");
        chooser.getExtensionFilters()
                .setAll(
                        new FileChooser.ExtensionFilter("CSV", "*.csv"),
                        new FileChooser.ExtensionFilter(text("jobs.history.jsonLines"), "*.jsonl"));
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            model.export(file.toPath());
        }
    }

    private void listenToTable() {
        table.onSelection(this::allow);
        table.setOnKeyPressed(
                event -> {
                    if (event.getCode() == KeyCode.PAGE_DOWN && event.isShortcutDown()) {
                        model.older();
                        event.consume();
                    } else if (event.getCode() == KeyCode.PAGE_UP && event.isShortcutDown()) {
                        model.newer();
                        event.consume();
                    }
                });
        allow();
    }

    private void allow() {
        List<Job> chosen = table.selected();
        again.setDisable(chosen.stream().noneMatch(job -> jobs.whyNotAgain(job).isEmpty()));
        cancel.setDisable(chosen.stream().allMatch(job -> job.state().isFinal()));
    }

    private void showPrograms(List<JobsModel.Program> programs) {
        Optional<PodName> chosen = Optional.ofNullable(model.filterProperty().get().pod());
        List<Optional<PodName>> choices = new ArrayList<>();
        choices.add(Optional.empty());
        programs.forEach(p -> choices.add(Optional.of(p.pod())));
        if (!choices.contains(chosen)) {
            choices.add(chosen); // of a pod that is gone, or not yet known
        }
        fillingPrograms = true;
        if (!choices.equals(program.getItems())) {
            program.getItems().setAll(choices);
        }
        program.setValue(chosen);
        fillingPrograms = false;
    }

    private void show(HistoryModel.Page page) {
        table.show(page.jobs(), nothing(page));
        newest.setDisable(page.number() == 1);
        newer.setDisable(page.number() == 1);
        older.setDisable(!page.older());
        pageWords.setText(text("jobs.history.page", page.number()));
        allow();
    }

    private String nothing(HistoryModel.Page page) {
        if (!page.known()) {
            return text("jobs.history.reading");
        }
        return model.filterProperty().get().equals(HistoryFilter.ALL)
                ? text("jobs.history.none")
                : text("jobs.history.noneMatches");
    }
}

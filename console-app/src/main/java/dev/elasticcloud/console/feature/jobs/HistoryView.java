package dev.elasticcloud.console.feature.jobs;

import dev.elasticcloud.console.fx.WordConverter;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobState;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
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
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The jobs of the past and present: filters above a table of one page, and ways to the next.
final class HistoryView extends VBox {

    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    /// A span to choose, with its words.
    private record Span(String words, @Nullable Duration length) {}

    private static final List<Span> SPANS =
            List.of(
                    new Span("all times", null),
                    new Span("last 15 min", Duration.ofMinutes(15)),
                    new Span("last hour", Duration.ofHours(1)),
                    new Span("last 24 h", Duration.ofHours(24)),
                    new Span("last 7 days", Duration.ofDays(7)));

    /// From this width on all columns have room.
    private static final double WIDE = 536;

    private final JobsModel jobs;
    private final HistoryModel model;
    private final TableView<Job> table = new TableView<>();
    private final ComboBox<Optional<PodName>> program = new ComboBox<>();
    private final Label pageWords = new Label();
    private final Label message = new Label();
    private final Button newest = page("history-newest", "Newest");
    private final Button newer = page("history-newer", "Newer");
    private final Button older = page("history-older", "Older");
    private final Button again = page("history-again", "Run again");
    private final Button cancel = page("history-cancel", "Cancel");
    private boolean refreshing;

    HistoryView(JobsModel jobs) {
        this.jobs = jobs;
        this.model = jobs.history();
        getStyleClass().addAll("card", "history");
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().setAll(states(), filters(), table, foot(), message);
        makeTable();
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
            chip.setAccessibleText("Show jobs that are " + JobText.state(state));
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
        Label title = new Label("History");
        title.getStyleClass().add("title");
        FlowPane row = new FlowPane();
        row.getStyleClass().add("line");
        row.getChildren().add(title);
        row.getChildren().addAll(chips);
        return row;
    }

    private FlowPane filters() {
        program.setId("history-program");
        program.setAccessibleText("Only jobs of this program");
        program.setConverter(
                new WordConverter<>(pod -> pod.map(jobs::titleOf).orElse("all programs")));
        program.valueProperty()
                .addListener(
                        (property, before, now) ->
                                model.show(
                                        model.filterProperty()
                                                .get()
                                                .withPod(now == null ? null : now.orElse(null))));
        ComboBox<Span> span = new ComboBox<>();
        span.setId("history-span");
        span.setAccessibleText("Only jobs of this time");
        span.getItems().setAll(SPANS);
        span.setConverter(new WordConverter<>(Span::words));
        span.setValue(SPANS.getFirst());
        span.valueProperty()
                .addListener(
                        (property, before, now) ->
                                model.show(
                                        model.filterProperty()
                                                .get()
                                                .withSpan(now == null ? null : now.length())));
        TextField user = new TextField();
        user.setId("history-user");
        user.setPromptText("user");
        user.setAccessibleText("Only jobs that this user started; press Enter");
        user.setPrefColumnCount(5);
        user.setOnAction(
                event -> model.show(model.filterProperty().get().withUser(user.getText().strip())));
        TextField id = new TextField();
        id.setId("history-job");
        id.setPromptText("job number");
        id.setAccessibleText("Open the job with this number; press Enter");
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
        again.setOnAction(event -> jobs.runAgain(selected()));
        cancel.setOnAction(event -> model.cancel(selected()));
        Button export = page("history-export", "Export…");
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
                        new FileChooser.ExtensionFilter("JSON lines", "*.jsonl"));
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            model.export(file.toPath());
        }
    }

    private void makeTable() {
        table.setId("job-list");
        table.setAccessibleText("Jobs, newest first");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        Label nothing = new Label();
        nothing.setWrapText(true);
        nothing.getStyleClass().add("help");
        table.setPlaceholder(nothing);
        table.getColumns()
                .add(column("started", 84, 90, job -> JobText.at(job.acceptedAt(), Instant.now())));
        table.getColumns().add(column("program", 112, 130, job -> jobs.titleOf(job.pod())));
        table.getColumns().add(stateColumn());
        table.getColumns().add(column("waited", 58, 72, JobText::waited));
        table.getColumns().add(column("ran", 58, 72, JobText::ran));
        table.getColumns().add(column("user", 58, 90, job -> unknown(job.user())));
        TableColumn<Job, String> values =
                column("values", 58, 240, job -> JobText.parameters(job.parameters()));
        table.getColumns().add(values);
        // Without room for all columns the last would be cut; the result shows the values, too.
        table.widthProperty()
                .addListener((o, before, now) -> values.setVisible(now.doubleValue() >= WIDE));
        table.getSelectionModel()
                .getSelectedItems()
                .addListener((ListChangeListener<Job>) change -> allow());
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener(
                        (property, before, now) -> {
                            if (now != null && !refreshing) {
                                jobs.result().open(now.id());
                            }
                        });
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

    private static String unknown(String text) {
        return text.isEmpty() ? JobText.UNKNOWN : text;
    }

    private static TableColumn<Job, String> column(
            String title, double least, double width, Function<Job, String> words) {
        TableColumn<Job, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setMinWidth(least);
        column.setMaxWidth(title.equals("values") ? Double.MAX_VALUE : width * 1.2);
        column.setSortable(false);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(words.apply(cell.getValue())));
        return column;
    }

    private static TableColumn<Job, String> stateColumn() {
        TableColumn<Job, String> column = column("state", 92, 100, job -> job.state().name());
        column.setCellFactory(any -> new StateCell());
        return column;
    }

    /// A state as a sign and a word, so that it is told apart without colour.
    private static final class StateCell extends TableCell<Job, String> {
        private final FontIcon icon = new FontIcon(Feather.CIRCLE);

        @Override
        protected void updateItem(@Nullable String name, boolean empty) {
            super.updateItem(name, empty);
            getStyleClass().removeIf(c -> c.startsWith("state-"));
            if (name == null || empty) {
                setText(null);
                setGraphic(null);
                return;
            }
            JobState state = JobState.valueOf(name);
            icon.setIconCode(
                    switch (state) {
                        case QUEUED -> Feather.CLOCK;
                        case RUNNING -> Feather.PLAY;
                        case COMPLETED -> Feather.CHECK;
                        case FAILED -> Feather.X;
                        case CANCELLED -> Feather.MINUS;
                    });
            getStyleClass().add("state-" + state.word());
            setText(JobText.state(state));
            setGraphic(icon);
        }
    }

    private List<Job> selected() {
        return table.getSelectionModel().getSelectedItems().stream()
                .filter(job -> job != null)
                .toList();
    }

    private void allow() {
        List<Job> chosen = selected();
        again.setDisable(chosen.stream().noneMatch(job -> jobs.whyNotAgain(job).isEmpty()));
        cancel.setDisable(chosen.stream().allMatch(job -> job.state().isFinal()));
    }

    private void showPrograms(List<JobsModel.Program> programs) {
        Optional<PodName> chosen = Optional.ofNullable(program.getValue()).flatMap(p -> p);
        List<Optional<PodName>> choices = new ArrayList<>();
        choices.add(Optional.empty());
        programs.forEach(p -> choices.add(Optional.of(p.pod())));
        program.getItems().setAll(choices);
        program.setValue(choices.contains(chosen) ? chosen : Optional.empty());
    }

    /// Sets only the rows that changed, and keeps the selection.
    private void show(HistoryModel.Page page) {
        refreshing = true;
        List<Job> rows = table.getItems();
        Set<JobId> chosen = new java.util.HashSet<>();
        selected().forEach(job -> chosen.add(job.id()));
        boolean sameIds = ids(rows).equals(ids(page.jobs()));
        if (sameIds) {
            for (int i = 0; i < rows.size(); i++) {
                if (!rows.get(i).equals(page.jobs().get(i))) {
                    rows.set(i, page.jobs().get(i));
                }
            }
        } else {
            table.getItems().setAll(page.jobs());
        }
        table.getSelectionModel().clearSelection();
        for (int i = 0; i < page.jobs().size(); i++) {
            if (chosen.contains(page.jobs().get(i).id())) {
                table.getSelectionModel().select(i);
            }
        }
        refreshing = false;
        newest.setDisable(page.number() == 1);
        newer.setDisable(page.number() == 1);
        older.setDisable(!page.older());
        pageWords.setText("page " + page.number());
        if (table.getPlaceholder() instanceof Label nothing) {
            nothing.setText(nothing(page));
        }
        allow();
    }

    private String nothing(HistoryModel.Page page) {
        if (!page.known()) {
            return "Reading the jobs …";
        }
        return model.filterProperty().get().equals(HistoryFilter.ALL)
                ? "No job has been run yet. Fill in the form and press Run."
                : "No job fits these filters.";
    }

    private static List<JobId> ids(List<Job> rows) {
        return rows.stream().map(Job::id).toList();
    }
}

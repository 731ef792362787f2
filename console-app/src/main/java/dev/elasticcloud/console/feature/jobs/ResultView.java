package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobState;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/// One job: its state, and its result in one of several views.
final class ResultView extends VBox {

    private final JobsModel jobs;
    private final ResultModel model;
    private final Label title = new Label();
    private final Label life = new Label();
    private final Label message = new Label();
    private final HBox forms = new HBox();
    private final HBox second = new HBox();
    private final StackPane place = new StackPane();
    private final Button again = button("result-again", text("jobs.runAgain"));
    private final Button edit = button("result-edit", text("jobs.result.edit"));
    private final Button curl = button("result-curl", text("jobs.result.copyCurl"));
    private final Button save = button("result-save", text("jobs.result.save"));
    private final Button copy = button("result-copy", text("jobs.result.copy"));
    private final Button cancel = button("result-cancel", text("jobs.result.cancel"));
    private @Nullable Answer shown;

    ResultView(JobsModel jobs) {
        this.jobs = jobs;
        this.model = jobs.result();
        getStyleClass().addAll("card", "result");
        title.getStyleClass().add("title");
        title.setId("result-title");
        title.setMinWidth(0);
        life.setId("result-life");
        life.setWrapText(true);
        life.getStyleClass().add("help");
        message.textProperty().bind(model.messageProperty());
        message.visibleProperty().bind(model.messageProperty().isNotEmpty());
        message.managedProperty().bind(message.visibleProperty());
        message.getStyleClass().add("help");
        message.setWrapText(true);
        VBox.setVgrow(place, Priority.ALWAYS);
        place.setMinHeight(60);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        forms.getStyleClass().add("segments");
        second.getChildren().setAll(forms, gap, copy, save);
        second.getStyleClass().add("line");
        second.setAlignment(Pos.CENTER_LEFT);
        FlowPane actions = new FlowPane(cancel, again, edit, curl);
        actions.getStyleClass().add("line");
        actions.setAlignment(Pos.CENTER_RIGHT);
        HBox.setHgrow(actions, Priority.ALWAYS);
        HBox heading = new HBox(title, actions);
        heading.getStyleClass().add("line");
        heading.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(heading, life, message, second, place);
        edit.setTooltip(new Tooltip(text("jobs.result.tooltip.edit")));
        curl.setTooltip(new Tooltip(text("jobs.result.tooltip.curl")));
        cancel.setOnAction(event -> model.cancel());
        again.setOnAction(event -> job().ifPresent(j -> jobs.runAgain(List.of(j))));
        edit.setOnAction(event -> job().ifPresent(jobs::edit));
        curl.setOnAction(event -> job().ifPresent(j -> copy(jobs.curl(j))));
        save.setOnAction(event -> save());
        copy.setOnAction(event -> copyShown());
        model.jobProperty().addListener((property, before, now) -> show(now));
        show(model.jobProperty().get());
    }

    private static Button button(String id, String text) {
        Button button = new Button(text);
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private Optional<Job> job() {
        return model.jobProperty().get();
    }

    private void show(Optional<Job> now) {
        boolean there = now.isPresent();
        for (Button button : List.of(again, edit, curl, cancel)) {
            button.setVisible(there);
        }
        if (now.isEmpty()) {
            title.setText(text("jobs.result.title"));
            life.setText("");
            showForms(List.of());
            hint(text("jobs.result.hint"));
            return;
        }
        Job job = now.get();
        title.setText("%s · %s".formatted(jobs.titleOf(job.pod()), JobText.state(job.state())));
        life.setText(life(job));
        cancel.setDisable(job.state().isFinal());
        String why = jobs.whyNotAgain(job);
        again.setDisable(!why.isEmpty());
        again.setTooltip(new Tooltip(why.isEmpty() ? text("jobs.result.tooltip.again") : why));
        List<Answer> answers = model.answersProperty().get();
        showForms(answers);
        if (answers.isEmpty()) {
            hint(words(job));
        } else {
            view(answers.getFirst());
        }
    }

    private String life(Job job) {
        List<String> parts = new ArrayList<>();
        parts.add(text("jobs.result.job", job.id()));
        parts.add(JobText.parameters(job.parameters()));
        parts.add(text("jobs.result.accepted", JobText.at(job.acceptedAt(), jobs.now())));
        if (job.startedAt() != null) {
            parts.add(text("jobs.result.waited", JobText.waited(job)));
        }
        if (job.startedAt() != null && job.finishedAt() != null) {
            parts.add(text("jobs.result.ran", JobText.ran(job)));
        }
        if (job.attempts() > 1) {
            parts.add(text("jobs.result.attempt", job.attempts()));
        }
        return String.join(" · ", parts);
    }

    private String words(Job job) {
        return switch (job.state()) {
            case QUEUED -> text("jobs.result.queued");
            case RUNNING -> text("jobs.result.running");
            case COMPLETED -> text("jobs.result.noResult");
            case FAILED, CANCELLED -> JobText.reason(job, model.owner());
        };
    }

    private void showForms(List<Answer> answers) {
        ToggleGroup group = new ToggleGroup();
        List<Node> buttons = new ArrayList<>();
        for (Answer answer : answers) {
            ToggleButton button = new ToggleButton(answer.title());
            button.setToggleGroup(group);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setAccessibleText(text("jobs.result.accessible.showAs", answer.title()));
            button.setSelected(buttons.isEmpty());
            button.setOnAction(
                    event -> {
                        button.setSelected(true);
                        view(answer);
                    });
            buttons.add(button);
        }
        forms.getChildren().setAll(buttons);
        second.setVisible(!answers.isEmpty());
        second.setManaged(!answers.isEmpty());
    }

    private void view(Answer answer) {
        shown = answer;
        place.getChildren().setAll(AnswerPane.of(answer));
        boolean text =
                switch (answer) {
                    case Answer.Tree ignored -> true;
                    case Answer.Plain ignored -> true;
                    case Answer.Table ignored -> false;
                    case Answer.Picture ignored -> false;
                    case Answer.Binary ignored -> false;
                };
        copy.setDisable(!text);
    }

    private void hint(String text) {
        shown = null;
        Label hint = new Label(text);
        hint.setId("result-hint");
        hint.setWrapText(true);
        boolean failed = job().map(j -> j.state() == JobState.FAILED).orElse(false);
        hint.getStyleClass().add(failed ? "fault" : "help");
        StackPane.setAlignment(hint, Pos.TOP_LEFT);
        place.getChildren().setAll(hint);
    }

    private void copyShown() {
        if (shown instanceof Answer.Tree tree) {
            copy(AnswerReader.indented(tree.root()));
        } else if (shown instanceof Answer.Plain plain) {
            copy(plain.text());
        }
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private void save() {
        Answer answer = shown;
        if (answer == null) {
            return;
        }
        String ending =
                switch (answer) {
                    case Answer.Tree ignored -> "json";
                    case Answer.Plain ignored -> "txt";
                    case Answer.Table ignored -> "csv";
                    case Answer.Picture picture -> picture.type();
                    case Answer.Binary binary -> binary.type();
                };
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(answer.title() + "." + ending);
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            model.save(answer, file.toPath());
        }
    }
}

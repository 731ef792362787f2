package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The last batch of jobs: a bar of their states, their numbers, and the actions on all.
final class BatchView extends VBox {

    private final Label title = new Label();
    private final Label counts = new Label();
    private final Label refusal = new Label();
    private final Button cancel = new Button(text("jobs.batch.cancelAll"));
    private final Button retry = new Button(text("jobs.batch.retryFailed"));
    private final ShareBar bar = new ShareBar();

    BatchView(BatchModel model) {
        getStyleClass().addAll("card", "batch");
        title.getStyleClass().add("title");
        title.setMinWidth(0);
        counts.setId("job-counts");
        counts.getStyleClass().add("help");
        cancel.setId("cancel-jobs");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(event -> model.cancel());
        retry.setId("retry-failed");
        retry.setMinWidth(Region.USE_PREF_SIZE);
        retry.setOnAction(event -> model.retryFailed());
        refusal.setId("batch-refusal");
        refusal.setWrapText(true);
        refusal.getStyleClass().add("fault");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox heading = new HBox(title, gap, cancel, retry);
        heading.getStyleClass().add("line");
        heading.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(heading, bar, counts, refusal);
        model.batchProperty().addListener((property, before, now) -> show(now));
        show(model.batchProperty().get());
    }

    private void show(Batch batch) {
        setVisible(batch.isThere());
        setManaged(batch.isThere());
        title.setText(batch.title());
        counts.setText(words(batch));
        cancel.setDisable(!batch.open());
        retry.setDisable(batch.open() || batch.failed() == 0);
        refusal.setText(refusal(batch));
        refusal.setVisible(!batch.refusal().isEmpty());
        refusal.setManaged(!batch.refusal().isEmpty());
        bar.show(batch.total(), batch.completed(), batch.running(), batch.failed(), batch.queued());
        bar.setAccessibleText(words(batch));
    }

    private static String refusal(Batch batch) {
        return batch.accepted() < batch.total()
                ? text(
                        "jobs.batch.accepted",
                        Numbers.thousands(batch.accepted()),
                        Numbers.thousands(batch.total()),
                        batch.refusal())
                : batch.refusal();
    }

    static String words(Batch batch) {
        if (batch.sending()) {
            return text(
                    "jobs.batch.sending",
                    Numbers.thousands(batch.accepted()),
                    Numbers.thousands(batch.total()));
        }
        List<String> words = new ArrayList<>();
        words.add(
                text(
                        "jobs.batch.done",
                        Numbers.thousands(batch.completed()),
                        Numbers.thousands(batch.total())));
        add(words, batch.running(), text("jobs.batch.running", Numbers.thousands(batch.running())));
        add(words, batch.queued(), text("jobs.batch.waiting", Numbers.thousands(batch.queued())));
        add(words, batch.failed(), text("jobs.batch.failed", Numbers.thousands(batch.failed())));
        add(
                words,
                batch.cancelled(),
                text("jobs.batch.cancelled", Numbers.thousands(batch.cancelled())));
        return String.join(" · ", words);
    }

    private static void add(List<String> words, int jobs, String one) {
        if (jobs > 0) {
            words.add(one);
        }
    }

    /// The states as parts of one bar, in the order done, running, failed, waiting.
    private static final class ShareBar extends Region {
        private final List<Region> parts = new ArrayList<>();
        private int[] shares = {0, 0, 0, 0};
        private int total = 1;

        ShareBar() {
            getStyleClass().add("share-bar");
            for (String state : List.of("completed", "running", "failed", "queued")) {
                Region part = new Region();
                part.getStyleClass().add(state);
                parts.add(part);
            }
            getChildren().setAll(parts);
        }

        void show(int most, int... counts) {
            total = Math.max(1, most);
            shares = counts.clone();
            requestLayout();
        }

        @Override
        protected void layoutChildren() {
            double x = 0;
            for (int i = 0; i < parts.size(); i++) {
                double width = getWidth() * shares[i] / total;
                parts.get(i).resizeRelocate(x, 0, width, getHeight());
                x += width;
            }
        }
    }
}

package dev.elasticcloud.console.feature.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.console.text.Texts;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/// Shows a result in one of its forms.
final class AnswerPane {

    private static final int LONGEST_VALUE = 120;
    private static final int OPENED = 40;

    private AnswerPane() {}

    static Node of(Answer answer) {
        return switch (answer) {
            case Answer.Tree tree -> tree(tree.root());
            case Answer.Plain plain -> text(plain.text());
            case Answer.Table table -> table(table);
            case Answer.Picture picture -> picture(picture);
            case Answer.Binary binary -> binary(binary);
        };
    }

    private static Node text(String text) {
        TextArea area = new TextArea(text);
        area.setId("job-answer");
        area.setEditable(false);
        area.setAccessibleText(Texts.text("jobs.answer.accessible.text"));
        area.getStyleClass().add("answer");
        return area;
    }

    private static Node binary(Answer.Binary binary) {
        Label label =
                new Label(
                        Texts.text(
                                "jobs.answer.file",
                                binary.title(),
                                binary.type(),
                                ParameterField.size(binary.bytes())));
        label.setWrapText(true);
        return new StackPane(label);
    }

    private static Node picture(Answer.Picture picture) {
        Image image =
                new Image(new ByteArrayInputStream(Base64.getDecoder().decode(picture.base64())));
        ImageView view = new ImageView(image);
        view.setPreserveRatio(true);
        view.setAccessibleText(
                Texts.text(
                        "jobs.answer.accessible.picture",
                        picture.title(),
                        Numbers.decimals(0, image.getWidth()),
                        Numbers.decimals(0, image.getHeight())));
        Region place = new PicturePlace(view, image);
        place.getStyleClass().add("picture");
        return place;
    }

    /// Shows a picture as large as it fits, at most at twice its own size.
    private static final class PicturePlace extends StackPane {
        private final ImageView view;
        private final Image image;

        PicturePlace(ImageView view, Image image) {
            super(view);
            this.view = view;
            this.image = image;
            setMinSize(0, 0);
        }

        @Override
        protected void layoutChildren() {
            view.setFitWidth(Math.min(getWidth(), image.getWidth() * 2));
            view.setFitHeight(Math.min(getHeight(), image.getHeight() * 2));
            super.layoutChildren();
        }

        @Override
        protected double computePrefHeight(double width) {
            return Math.min(image.getHeight(), 200);
        }

        @Override
        protected double computePrefWidth(double height) {
            return Math.min(image.getWidth(), 300);
        }
    }

    private static Node table(Answer.Table answer) {
        TableView<List<String>> table = new TableView<>();
        table.setId("answer-table");
        table.setAccessibleText(Texts.text("jobs.answer.accessible.table"));
        for (int i = 0; i < answer.header().size(); i++) {
            int index = i;
            TableColumn<List<String>, String> column = new TableColumn<>(answer.header().get(i));
            column.setPrefWidth(120);
            column.setCellValueFactory(
                    cell ->
                            new ReadOnlyStringWrapper(
                                    index < cell.getValue().size()
                                            ? cell.getValue().get(index)
                                            : ""));
            table.getColumns().add(column);
        }
        table.getItems().setAll(answer.rows());
        return table;
    }

    /// A place in a JSON text.
    private record Entry(String key, JsonNode value) {}

    private static Node tree(JsonNode root) {
        TreeView<Entry> tree = new TreeView<>(new LazyItem(new Entry("", root)));
        tree.setId("answer-tree");
        tree.setAccessibleText(Texts.text("jobs.answer.accessible.tree"));
        tree.setShowRoot(false);
        tree.setCellFactory(any -> new EntryCell());
        tree.getRoot().setExpanded(true);
        if (tree.getRoot().getChildren().size() <= OPENED) {
            tree.getRoot().getChildren().stream()
                    .filter(item -> item.getValue().value().size() <= OPENED)
                    .forEach(item -> item.setExpanded(true));
        }
        return tree;
    }

    /// Creates child entries only when they are shown.
    private static final class LazyItem extends TreeItem<Entry> {
        private boolean made;

        LazyItem(Entry entry) {
            super(entry);
        }

        @Override
        public boolean isLeaf() {
            return getValue().value().isEmpty();
        }

        @Override
        public ObservableList<TreeItem<Entry>> getChildren() {
            ObservableList<TreeItem<Entry>> children = super.getChildren();
            if (!made) {
                made = true;
                List<TreeItem<Entry>> items = new ArrayList<>();
                JsonNode node = getValue().value();
                if (node.isObject()) {
                    node.properties()
                            .forEach(
                                    f ->
                                            items.add(
                                                    new LazyItem(
                                                            new Entry(f.getKey(), f.getValue()))));
                } else {
                    for (int i = 0; i < node.size(); i++) {
                        items.add(new LazyItem(new Entry(Integer.toString(i), node.get(i))));
                    }
                }
                children.setAll(items);
            }
            return children;
        }
    }

    /// A key and its value, or the number of its children.
    private static final class EntryCell extends TreeCell<Entry> {
        private final Text key = new Text();
        private final Text value = new Text();
        private final TextFlow both = new TextFlow(key, value);

        EntryCell() {
            key.getStyleClass().add("json-key");
        }

        @Override
        protected void updateItem(@Nullable Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (entry == null || empty) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            JsonNode node = entry.value();
            key.setText(entry.key() + ": ");
            value.getStyleClass().removeIf(c -> c.startsWith("json-"));
            value.getStyleClass()
                    .add(
                            node.isTextual()
                                    ? "json-text"
                                    : node.isContainerNode() ? "json-more" : "json-number");
            value.setText(words(node));
            setAccessibleText(key.getText() + value.getText());
            setGraphic(both);
        }

        private static String words(JsonNode node) {
            if (node.isObject()) {
                return "{ " + node.size() + " }";
            }
            if (node.isArray()) {
                return "[ " + node.size() + " ]";
            }
            String text = node.isTextual() ? "\"" + node.textValue() + "\"" : node.asText();
            return text.length() <= LONGEST_VALUE
                    ? text
                    : Texts.text(
                            "jobs.answer.cut",
                            text.substring(0, LONGEST_VALUE),
                            Numbers.thousands(text.length()));
        }
    }
}

package dev.elasticcloud.console.feature.hosts;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.CardGrid;
import dev.elasticcloud.console.control.ScreenHeader;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.console.control.WindowFrame;
import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.status.HostStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The hosts as cards, the nodes that wait for room, and the policy of how much is promised.
public final class HostsView extends VBox {

    private static final double LEAST_CARD = 460;

    private final HostsModel model;
    private final WindowFrame frame;
    private final CardGrid grid = new CardGrid(LEAST_CARD);
    private final Map<HostName, HostCard> cards = new LinkedHashMap<>();
    private final VBox waiting = new VBox();
    private @Nullable List<HostsModel.Waiting> waitingShown;
    private final Label empty = new Label(text("hosts.empty"));

    public HostsView(HostsModel model, WindowFrame frame) {
        this.model = model;
        this.frame = frame;
        getStyleClass().addAll("screen", "hosts");
        getStylesheets().add(Stylesheets.named(HostsView.class, "hosts.css"));
        empty.setWrapText(true);
        empty.getStyleClass().add("empty");
        waiting.getStyleClass().addAll("card", "waiting");
        VBox content = new VBox(12, empty, grid, waiting, new PolicyCard(model));
        ScrollPane scroller = new ScrollPane(content);
        scroller.setFitToWidth(true);
        scroller.getStyleClass().add("scroller");
        VBox.setVgrow(scroller, Priority.ALWAYS);
        getChildren()
                .addAll(new ScreenHeader(text("screen.hosts"), model.summaryProperty()), scroller);
        model.stateProperty().addListener((o, before, now) -> show(now));
        sceneProperty().addListener((o, before, now) -> model.watch(now != null));
        show(model.stateProperty().get());
    }

    private void show(HostsModel.State state) {
        empty.setVisible(state.hosts().isEmpty());
        empty.setManaged(state.hosts().isEmpty());
        List<HostName> names = state.hosts().stream().map(HostStatus::name).toList();
        if (!names.equals(new ArrayList<>(cards.keySet()))) {
            cards.keySet().retainAll(names);
            names.forEach(name -> cards.computeIfAbsent(name, n -> new HostCard()));
            grid.setCards(names.stream().map(cards::get).toList());
        }
        for (HostStatus host : state.hosts()) {
            HostCard card = cards.get(host.name());
            if (card != null) {
                card.show(host, state);
            }
        }
        if (!state.waiting().equals(waitingShown)) {
            waitingShown = state.waiting();
            showWaiting(state);
        }
    }

    private void showWaiting(HostsModel.State state) {
        List<Node> lines = new ArrayList<>();
        Label title = new Label(text("hosts.waitingTitle"));
        title.getStyleClass().add("card-title");
        lines.add(title);
        if (state.waiting().isEmpty()) {
            Label none = new Label(text("hosts.allHaveRoom"));
            none.getStyleClass().add("hint");
            lines.add(none);
        }
        for (HostsModel.Waiting one : state.waiting()) {
            Hyperlink pod = new Hyperlink(one.pod().value());
            pod.setOnAction(event -> frame.go(text("screen.scaling"), one.pod().value()));
            pod.setMinWidth(90);
            pod.setAccessibleText(text("hosts.accessible.why", one.pod()));
            Label why =
                    new Label(
                            "%s: %s"
                                    .formatted(
                                            count("count.nodes", one.pending().nodes()),
                                            one.pending().reason()));
            why.setWrapText(true);
            lines.add(new HBox(8, pod, why));
        }
        waiting.getChildren().setAll(lines);
    }
}

package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.NodeClient;
import dev.elasticcloud.console.text.Texts;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Receipt;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A bulk action and its progress with each node. Use it on the UI thread.
final class BulkRun {

    private enum Stage {
        ASKED,
        ACCEPTED,
        DONE,
        REFUSED
    }

    /// @param receipt which shows its end; absent before it is accepted
    private record State(Stage stage, String text, Receipt receipt) {}

    private static final Receipt NO_RECEIPT = new Receipt(0, Set.of());

    private final BulkAction action;
    private final Map<NodeName, State> states = new TreeMap<>();

    /// @param nodes the nodes and their pods
    /// @param changed runs when the state of one has changed
    BulkRun(NodeClient client, BulkAction action, Map<NodeName, PodName> nodes, Runnable changed) {
        this.action = action;
        nodes.keySet()
                .forEach(
                        n ->
                                states.put(
                                        n,
                                        new State(
                                                Stage.ASKED,
                                                Texts.text("nodes.bulk.asking"),
                                                NO_RECEIPT)));
        nodes.forEach(
                (node, pod) ->
                        client.submit(
                                action.on(pod, node),
                                receipt -> {
                                    states.put(
                                            node,
                                            new State(
                                                    Stage.ACCEPTED,
                                                    Texts.text("nodes.bulk.accepted"),
                                                    receipt));
                                    changed.run();
                                },
                                why -> {
                                    states.put(
                                            node,
                                            new State(
                                                    Stage.REFUSED,
                                                    Texts.text("nodes.bulk.refused", why),
                                                    NO_RECEIPT));
                                    changed.run();
                                }));
    }

    void follow(CloudSnapshot snapshot) {
        states.replaceAll(
                (node, state) ->
                        state.stage() == Stage.ACCEPTED && state.receipt().isDone(snapshot)
                                ? new State(Stage.DONE, action.done(), state.receipt())
                                : state);
    }

    /// Its progress with a node; empty for other nodes.
    String progress(NodeName node) {
        State state = states.get(node);
        return state == null ? "" : state.text();
    }

    private long count(Stage stage) {
        return states.values().stream().filter(s -> s.stage() == stage).count();
    }

    boolean isOver() {
        return count(Stage.ASKED) + count(Stage.ACCEPTED) == 0;
    }

    /// The whole in one line, such as `12 of 14 paused · 2 refused`.
    String summary() {
        long refused = count(Stage.REFUSED);
        String done = action.done(count(Stage.DONE), states.size());
        return refused == 0 ? done : done + " · " + text("nodes.bulk.refusals", refused);
    }
}

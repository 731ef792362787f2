package dev.elasticcloud.console.shell;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Everything that the command palette finds: screens, actions of the window, pods, nodes and
/// commands on them.
public final class PaletteModel {

    /// The kind of an entry.
    public enum Kind {
        SCREEN,
        ACTION,
        POD,
        NODE
    }

    /// @param detail a few more words
    /// @param keys its shortcut; empty for none
    /// @param refusal why the user may not run it; empty when the user may
    public record Entry(
            Kind kind, String title, String detail, String keys, String refusal, Runnable run) {}

    private record Scored(Entry entry, int score) {}

    private final CloudConnection connection;
    private final BiConsumer<String, String> go;
    private final Consumer<String> notify;

    /// @param go goes to a screen with a selection
    /// @param notify receives why a command was refused
    public PaletteModel(
            CloudConnection connection, BiConsumer<String, String> go, Consumer<String> notify) {
        this.connection = connection;
        this.go = go;
        this.notify = notify;
    }

    /// The entries that match the typed text, best first; all when nothing is typed.
    ///
    /// @param fixed entries for the window's own screens and actions
    List<Entry> find(String typed, List<Entry> fixed) {
        List<Entry> all = new ArrayList<>(fixed);
        connection.snapshot().podsBySize().forEach(pod -> addPod(all, pod));
        connection
                .snapshot()
                .podsBySize()
                .forEach(pod -> pod.nodes().forEach(node -> addNode(all, pod, node)));
        if (typed.isBlank()) {
            return all;
        }
        List<Scored> fitting = new ArrayList<>();
        for (Entry entry : all) {
            OptionalInt score = FuzzyMatch.score(typed, entry.title());
            score.ifPresent(s -> fitting.add(new Scored(entry, s)));
        }
        // The sort is stable: among equals, screens and actions stay before pods and nodes.
        fitting.sort(Comparator.comparingInt(Scored::score).reversed());
        return fitting.stream().map(Scored::entry).toList();
    }

    private void addPod(List<Entry> all, PodStatus pod) {
        String name = pod.name().value();
        all.add(
                new Entry(
                        Kind.POD,
                        name,
                        text("shell.palette.podState", Names.of(pod.phase()), pod.online()),
                        "",
                        "",
                        () -> go.accept(text("screen.pods"), name)));
        if (pod.phase() == PodPhase.NOT_INITIALISED) {
            return;
        }
        boolean paused = pod.spec().target().allPaused();
        command(
                all,
                paused
                        ? text("shell.palette.resumePod", name)
                        : text("shell.palette.pausePod", name),
                paused ? new Command.ResumePod(pod.name()) : new Command.PausePod(pod.name()));
        boolean elastic = pod.spec().elasticity().enabled();
        if (elastic) {
            command(
                    all,
                    text("shell.palette.elasticityOff", name),
                    new Command.DisableElasticity(pod.name()));
        } else {
            command(
                    all,
                    text("shell.palette.launch", name),
                    new Command.LaunchNode(pod.name(), null));
            command(
                    all,
                    text("shell.palette.elasticityOn", name),
                    new Command.EnableElasticity(
                            pod.name(),
                            pod.spec().elasticity().min(),
                            pod.spec().elasticity().max()));
        }
    }

    private void addNode(List<Entry> all, PodStatus pod, NodeStatus node) {
        String name = node.node().value();
        all.add(
                new Entry(
                        Kind.NODE,
                        name,
                        Names.of(node.state()),
                        "",
                        "",
                        () -> go.accept(text("screen.nodes"), name)));
        if (node.state() == NodeState.ONLINE) {
            command(
                    all,
                    text("shell.palette.pauseNode", name),
                    new Command.PauseNode(pod.name(), node.node()));
        } else if (node.state() == NodeState.PAUSED) {
            command(
                    all,
                    text("shell.palette.resumeNode", name),
                    new Command.ResumeNode(pod.name(), node.node()));
        }
    }

    private void command(List<Entry> all, String title, Command command) {
        all.add(
                new Entry(
                        Kind.ACTION,
                        title,
                        "",
                        "",
                        connection.refusal(Role.OWNER),
                        () -> connection.submit(command, notify)));
    }
}

package dev.elasticcloud.console.feature.nodes.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

class LogModelTest {

    private static final NodeName ONE = NodeName.of("light-1");
    private static final NodeName TWO = NodeName.of("light-2");
    private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");

    /// Who reads the log of which node now.
    private final Map<NodeName, Consumer<LogLine>> readers = new ConcurrentHashMap<>();

    /// Each time a log is opened.
    private final List<NodeName> opened = new CopyOnWriteArrayList<>();

    private final List<LogQuery> queries = new CopyOnWriteArrayList<>();
    private final Map<NodeName, CompletableFuture<Void>> ends = new ConcurrentHashMap<>();
    private volatile String refusal = "";

    private final FakeCloud cloud =
            new FakeCloud(SampleClouds.busy()) {
                @Override
                public Subscription followLogs(
                        NodeName node, LogQuery query, Consumer<LogLine> reader) {
                    queries.add(query);
                    opened.add(node);
                    if (!refusal.isEmpty()) {
                        throw new CloudException(ErrorCode.UNAVAILABLE, refusal);
                    }
                    readers.put(node, reader);
                    CompletableFuture<Void> end = new CompletableFuture<>();
                    ends.put(node, end);
                    return Subscription.ending(end, () -> readers.remove(node, reader));
                }
            };
    private final CloudConnection connection = new CloudConnection(cloud, this::onUi);
    private final LogModel model = new LogModel(connection);

    @AfterEach
    void close() {
        connection.close();
    }

    /// One task at a time, as on the UI thread.
    private synchronized void onUi(Runnable task) {
        task.run();
    }

    private static void await(BooleanSupplier condition) throws Exception {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition::getAsBoolean);
    }

    private void follow(NodeName... nodes) throws Exception {
        onUi(() -> model.follow(List.of(nodes)));
        await(() -> readers.keySet().containsAll(List.of(nodes)));
    }

    private void write(NodeName node, int second, String text) {
        reader(node).accept(new LogLine(START.plusSeconds(second), false, text));
    }

    private Consumer<LogLine> reader(NodeName node) {
        return Objects.requireNonNull(readers.get(node));
    }

    private synchronized List<String> texts() {
        return model.linesProperty().get().stream().map(NodeLine::text).toList();
    }

    @Test
    void linesOfSeveralNodesAreOneStreamInTheOrderOfTheirTimes() throws Exception {
        follow(ONE, TWO);
        write(ONE, 1, "first");
        write(ONE, 3, "third");
        write(TWO, 2, "second");
        await(() -> texts().size() == 3);
        assertThat(texts()).containsExactly("first", "second", "third");
        assertThat(model.linesProperty().get())
                .extracting(NodeLine::node)
                .containsExactly(ONE, TWO, ONE);
        assertThat(model.linesProperty().get())
                .extracting(NodeLine::number)
                .containsExactly(0, 1, 0);
    }

    @Test
    void whatComesDuringAPauseIsShownAfterIt() throws Exception {
        follow(ONE);
        write(ONE, 1, "before");
        await(() -> texts().size() == 1);
        onUi(() -> model.heldProperty().set(true));
        write(ONE, 2, "meanwhile");
        await(connection::isQuiet);
        assertThat(texts()).containsExactly("before");
        onUi(() -> model.heldProperty().set(false));
        assertThat(texts()).containsExactly("before", "meanwhile");
    }

    @Test
    void anotherStreamEndsTheFirst() throws Exception {
        follow(ONE);
        Consumer<LogLine> first = reader(ONE);
        write(ONE, 1, "old");
        await(() -> texts().size() == 1);
        follow(TWO);
        await(() -> !readers.containsKey(ONE));
        first.accept(new LogLine(START, false, "late"));
        write(TWO, 1, "new");
        await(() -> !texts().isEmpty());
        assertThat(texts()).containsExactly("new");
    }

    @Test
    void noMoreLinesAreKeptThanTheMost() throws Exception {
        follow(ONE, TWO);
        for (int i = 0; i < LogModel.MOST; i++) {
            write(i % 2 == 0 ? ONE : TWO, i, "line " + i);
        }
        write(ONE, LogModel.MOST, "last");
        await(() -> texts().contains("last"));
        assertThat(texts()).hasSize(LogModel.MOST).endsWith("last").doesNotContain("line 0");
    }

    @Test
    void whatWouldSteerATerminalIsTakenOut() throws Exception {
        follow(ONE);
        write(ONE, 1, "\u001B[31mred\u001B[0m and \u0007bell");
        await(() -> texts().size() == 1);
        assertThat(texts()).containsExactly("red and bell");
    }

    @Test
    void anotherChosenNodeOpensOnlyItsOwnLog() throws Exception {
        follow(ONE);
        write(ONE, 1, "one");
        await(() -> texts().size() == 1);

        follow(ONE, TWO);
        write(TWO, 2, "two");
        await(() -> texts().size() == 2);

        assertThat(opened).containsExactly(ONE, TWO);
        onUi(() -> model.follow(List.of(TWO)));
        await(() -> !readers.containsKey(ONE));
        assertThat(texts()).containsExactly("two");
        onUi(() -> model.follow(List.of(TWO)));
        assertThat(opened).containsExactly(ONE, TWO);
    }

    @Test
    void aLogThatWasRefusedIsFollowedAgainWhenItsNodeIsChosenAgain() throws Exception {
        refusal = "the engine does not answer";
        onUi(() -> model.follow(List.of(ONE)));
        await(() -> model.problemProperty().get().equals("light-1: the engine does not answer"));

        refusal = "";
        follow(ONE);
        write(ONE, 1, "read");
        await(() -> texts().size() == 1);

        assertThat(model.problemProperty().get()).isEmpty();
        assertThat(opened).containsExactly(ONE, ONE);
    }

    @Test
    void aLogThatHasEndedGoesOnAfterItsLastLineWhenItsNodeLivesAgain() throws Exception {
        follow(ONE);
        write(ONE, 1, "last words");
        await(() -> texts().size() == 1);
        await(connection::isQuiet);
        Objects.requireNonNull(ends.get(ONE)).complete(null);
        readers.clear();

        cloud.publish(SampleClouds.busy());
        assertThat(opened).as("the same life").containsExactly(ONE);
        cloud.publish(SampleClouds.declared());
        assertThat(opened).as("no container").containsExactly(ONE);
        cloud.publish(SampleClouds.busy());
        await(() -> readers.containsKey(ONE));
        write(ONE, 9, "first words");
        await(() -> texts().size() == 2);

        assertThat(texts()).containsExactly("last words", "first words");
        assertThat(queries.getLast().since()).isEqualTo(START.plusSeconds(1).plusNanos(1));
    }

    @Test
    void anotherSpanReadsTheLogsFromItsStart() throws Exception {
        follow(ONE);
        write(ONE, 1, "long ago");
        await(() -> texts().size() == 1);
        readers.clear();

        onUi(() -> model.showSpan(LogSpan.MINUTES_5));
        await(() -> readers.containsKey(ONE));
        assertThat(texts()).isEmpty();
        write(ONE, 2, "just now");
        await(() -> texts().size() == 1);

        assertThat(queries.getFirst().since()).isNull();
        assertThat(queries.getLast().since())
                .isEqualTo(connection.snapshot().at().minus(Duration.ofMinutes(5)));
    }

    @Test
    void noMoreNodesAreFollowedThanTheMost() throws Exception {
        List<NodeName> many =
                IntStream.rangeClosed(1, LogModel.MOST_NODES + 30)
                        .mapToObj(i -> NodeName.of("light-" + i))
                        .toList();

        onUi(() -> model.follow(many));
        await(connection::isQuiet);

        assertThat(readers.keySet())
                .containsExactlyInAnyOrderElementsOf(many.subList(0, LogModel.MOST_NODES));
    }

    @Test
    void aPauseEndsWhenAnotherNodeIsFollowed() throws Exception {
        follow(ONE);
        onUi(() -> model.heldProperty().set(true));

        follow(TWO);
        write(TWO, 1, "new");
        await(() -> texts().size() == 1);

        assertThat(model.heldProperty().get()).isFalse();
        assertThat(texts()).containsExactly("new");
    }

    @Test
    void theLinesShownAreSavedInTheBackgroundAndAFailureSaysWhatToDo(@TempDir Path folder)
            throws Exception {
        follow(ONE);
        write(ONE, 1, "kept");
        await(() -> texts().size() == 1);
        List<String> told = new CopyOnWriteArrayList<>();

        Path file = folder.resolve("nodes.log");
        onUi(() -> model.save(model.linesProperty().get(), file, told::add));
        await(() -> told.size() == 1);
        assertThat(told.getFirst()).contains(file.toString());
        assertThat(Files.readString(file)).isEqualTo(START.plusSeconds(1) + " kept\n");

        Path nowhere = folder.resolve("gone").resolve("nodes.log");
        onUi(() -> model.save(model.linesProperty().get(), nowhere, told::add));
        await(() -> told.size() == 2);
        assertThat(told.getLast()).contains(nowhere.toString(), "cannot be written", "spelled");
    }
}

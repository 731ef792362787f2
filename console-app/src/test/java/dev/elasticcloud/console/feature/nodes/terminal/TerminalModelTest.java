package dev.elasticcloud.console.feature.nodes.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.FakeShell;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.console.feature.nodes.terminal.TerminalModel.Stage;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Link;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.record.ShellEnd;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/// A terminal's shell, from the first key to its end.
class TerminalModelTest {

    private static final NodeName NODE = NodeName.of("light-1");

    private final List<FakeShell> shells = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayOpen = new CountDownLatch(1);
    private volatile String refusal = "";

    private class ShellCloud extends FakeCloud {

        ShellCloud() {
            super(SampleClouds.busy());
        }

        @Override
        public ShellSession openShell(NodeName node, TerminalSize size, Consumer<byte[]> output) {
            if (!refusal.isEmpty()) {
                throw new CloudException(ErrorCode.CONFLICT, refusal);
            }
            FakeShell shell = new FakeShell(size, output);
            shells.add(shell);
            try {
                mayOpen.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return shell;
        }
    }

    private final class ViewedCloud extends ShellCloud implements RemoteCloud {

        @Override
        public Link link() {
            return new Link(URI.create("http://office"), Role.VIEWER, true, SampleClouds.NOW, "");
        }

        @Override
        public Tokens tokens() {
            throw new CloudException(ErrorCode.FORBIDDEN, "Owners only");
        }
    }

    private CloudConnection connection = new CloudConnection(new ShellCloud(), this::onUi);
    private TerminalModel model = new TerminalModel(connection, NODE);

    @AfterEach
    void close() {
        mayOpen.countDown();
        connection.close();
    }

    /// One task at a time, as on the UI thread.
    private synchronized void onUi(Runnable task) {
        task.run();
    }

    private static void await(BooleanSupplier condition) throws Exception {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition::getAsBoolean);
    }

    private FakeShell open() throws Exception {
        mayOpen.countDown();
        onUi(model::open);
        await(() -> stage() == Stage.OPEN);
        return shells.getLast();
    }

    private synchronized Stage stage() {
        return model.stageProperty().get();
    }

    private synchronized String message() {
        return model.messageProperty().get();
    }

    @Test
    void aProgramThatAsksWithoutEndFillsNoMemory() throws Exception {
        onUi(model::open);
        await(() -> !shells.isEmpty());
        FakeShell shell = shells.getLast();
        shell.print("\u001B[6n".repeat(10_000));

        mayOpen.countDown();

        await(() -> stage() == Stage.OPEN);
        await(() -> !shell.typed().isEmpty());
        onUi(() -> model.type(new byte[] {'x'}));
        await(() -> shell.typed().endsWith("x"));
        assertThat(shell.typed().chars().filter(c -> c == 'R').count()).isBetween(1L, 64L);
    }

    @Test
    void whatWasSaidAboutKeysThatDidNotArriveGoesWithTheNextOnes() throws Exception {
        FakeShell shell = open();
        shell.refuse("The node is paused");
        onUi(() -> model.type(new byte[] {'a'}));
        await(() -> message().contains("paused"));

        shell.refuse("");
        onUi(() -> model.type(new byte[] {'b'}));

        await(() -> shell.typed().equals("b"));
        assertThat(message()).isEmpty();
    }

    private synchronized long changes() {
        return model.changesProperty().get();
    }

    private void type(String text) {
        onUi(() -> model.type(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void keysArriveInTheirOrder() throws Exception {
        FakeShell shell = open();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            type(i + " ");
            all.append(i).append(' ');
        }
        await(() -> shell.typed().contentEquals(all));
    }

    @Test
    void whatIsPrintedIsOnTheScreenAndIsTold() throws Exception {
        FakeShell shell = open();
        long before = changes();

        shell.print("\u001B[32mhello\u001B[0m");

        await(() -> changes() > before);
        assertThat(model.screen().text()).startsWith("hello");
    }

    @Test
    void nothingIsToldWhileNothingIsPrinted() throws Exception {
        open();
        await(connection::isQuiet);
        long before = changes();

        connection.whenQuiet(() -> {});
        assertThat(connection.isQuiet()).isTrue();
        assertThat(changes()).isEqualTo(before);
    }

    @Test
    void theEmulatorsAnswersGoToTheShell() throws Exception {
        FakeShell shell = open();
        shell.print("\u001B[6n");
        await(() -> shell.typed().equals("\u001B[1;1R"));
    }

    @Test
    void aNewSizeReachesTheScreenAndTheShell() throws Exception {
        onUi(() -> model.resize(new TerminalSize(90, 30)));
        FakeShell shell = open();
        assertThat(shell.sizes()).containsExactly(new TerminalSize(90, 30));

        onUi(() -> model.resize(new TerminalSize(100, 31)));

        await(() -> shell.sizes().contains(new TerminalSize(100, 31)));
        assertThat(model.screen().frame(0).columns()).isEqualTo(100);
    }

    @Test
    void aPastedTextIsMarkedIfAskedForAndCannotEndItsMarks() throws Exception {
        FakeShell shell = open();
        onUi(() -> model.paste("one\ntwo\u001B[201~\u0003three"));
        await(() -> shell.typed().equals("one\rtwo[201~three"));

        shell.print("\u001B[?2004h");
        onUi(() -> model.paste("x"));
        await(() -> shell.typed().endsWith("\u001B[200~x\u001B[201~"));
    }

    @Test
    void muchThatIsPastedGoesOutInPieces() throws Exception {
        FakeShell shell = open();
        onUi(() -> model.paste("z".repeat(100_000)));

        await(() -> shell.typed().length() == 100_000);
        assertThat(shell.pieces()).allMatch(piece -> piece <= 4_096);
    }

    @Test
    void theEndIsSaidAndAnotherShellCanBeOpened() throws Exception {
        FakeShell shell = open();
        shell.print("last words");
        shell.end(ShellEnd.cut("Node light-1 was removed"));

        await(() -> stage() == Stage.ENDED);
        assertThat(message()).isEqualTo("The shell has ended: Node light-1 was removed");
        assertThat(model.screen().text()).startsWith("last words");
        type("into the void");
        assertThat(shell.typed()).isEmpty();

        open().end(ShellEnd.exited(0));
        await(() -> stage() == Stage.ENDED);
        assertThat(message()).isEqualTo("The shell has ended.");
    }

    @Test
    void aRefusalIsSaid() throws Exception {
        refusal = "light-1 is paused: resume it first";
        onUi(model::open);

        await(() -> stage() == Stage.ENDED);
        assertThat(message()).isEqualTo(refusal);
    }

    @Test
    void whatAShellDoesNotTakeIsSaid() throws Exception {
        FakeShell shell = open();
        shell.refuse("The shell does not read what is typed");
        type("x");

        await(() -> message().equals("The shell does not read what is typed"));
        assertThat(stage()).isEqualTo(Stage.OPEN);
    }

    @Test
    void aViewerOpensNone() {
        connection.close();
        connection = new CloudConnection(new ViewedCloud(), this::onUi);
        model = new TerminalModel(connection, NODE);
        onUi(model::open);

        assertThat(stage()).isEqualTo(Stage.CLOSED);
        assertThat(model.refusal()).contains("owner", "viewer");
        assertThat(shells).isEmpty();
    }

    @Test
    void closingEndsTheShell() throws Exception {
        FakeShell shell = open();
        onUi(model::close);

        await(shell::isClosed);
        assertThat(stage()).isEqualTo(Stage.CLOSED);
        assertThat(message()).isEmpty();
    }

    @Test
    void aShellThatOpensTooLateIsEnded() throws Exception {
        onUi(model::open);
        await(() -> !shells.isEmpty());
        onUi(model::close);
        mayOpen.countDown();

        await(() -> shells.getFirst().isClosed());
        assertThat(stage()).isEqualTo(Stage.CLOSED);
    }
}

package dev.elasticcloud.manager;

import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.engine.EngineRig;
import dev.elasticcloud.manager.engine.FakeRuntime;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.record.ShellEnd;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.NodeShell;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Shells whose engine is slow, or refuses.
class NodeShellsTest {

    private static final PodSpec POD = pod("light", 1);
    private static final NodeName NODE = NodeName.of("light-1");
    private static final Observation SEEN = Observed.ready(POD).serving(POD, "light-1").see();

    private final AtomicInteger closed = new AtomicInteger();
    private Runnable opening = () -> {};
    private Runnable closing = () -> {};

    @AutoClose private final EngineRig rig = new EngineRig(SEEN);

    private final NodeShells shells =
            new NodeShells(
                    new Runtime(),
                    node -> SEEN.container(node).orElseThrow(),
                    () -> {
                        throw new AssertionError("No snapshot is needed");
                    },
                    rig.recorder);

    private ShellSession open() {
        return shells.open(NODE, TerminalSize.USUAL, bytes -> {});
    }

    @Test
    void aManagerThatClosesEndsItsShellsAtOneTime() {
        CyclicBarrier together = new CyclicBarrier(2);
        closing = () -> meet(together);
        ShellSession first = open();
        ShellSession second = open();

        shells.close();

        assertThat(first.ended()).isCompletedWithValue(ShellEnd.cut("The manager closes"));
        assertThat(second.ended()).isCompletedWithValue(ShellEnd.cut("The manager closes"));
        assertThat(together.isBroken()).as("one was closed after the other").isFalse();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("Closed alone", e);
        }
    }

    @Test
    void aShellThatCannotBeEndedIsNotOpenAnyMore() {
        closing =
                () -> {
                    throw new IllegalStateException("a fault");
                };
        for (int i = 0; i < NodeShells.MOST + 1; i++) {
            ShellSession shell = open();
            assertThatThrownBy(shell::close).hasMessage("a fault");
            assertThat(Awaiting.result(shell.ended())).isEqualTo(ShellEnd.cut("It was closed"));
        }
        assertThat(rig.events()).contains("The shell in light-1 ended: It was closed");
    }

    @Test
    void aShellThatOpensWhileTheManagerClosesIsClosedAndRefused() {
        opening = shells::close;

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));

        assertThat(closed).hasValue(1);
        assertThat(rig.events()).isEmpty();
    }

    @Test
    void aClosedManagerOpensNoShell() {
        shells.close();
        opening =
                () -> {
                    throw new AssertionError("The engine was asked");
                };

        assertThatThrownBy(this::open).isInstanceOf(CloudException.class);
    }

    @Test
    void whatEndsAShellFirstCounts() {
        ShellSession shell = open();
        shell.close("The token was revoked");
        assertThatCode(shell::close).doesNotThrowAnyException();

        assertThat(Awaiting.result(shell.ended())).isEqualTo(ShellEnd.cut("The token was revoked"));
        assertThat(closed).hasValue(1);
    }

    private final class Runtime extends FakeRuntime {

        Runtime() {
            super(SEEN);
        }

        @Override
        public NodeShell openShell(
                NodeContainer node,
                TerminalSize size,
                Consumer<byte[]> output,
                CompletableFuture<Integer> ended) {
            opening.run();
            return new Shell();
        }
    }

    private final class Shell implements NodeShell {

        @Override
        public void write(byte[] typed) {}

        @Override
        public void resize(TerminalSize size) {}

        @Override
        public void close() {
            closed.incrementAndGet();
            closing.run();
        }
    }
}

package dev.elasticcloud.manager.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.SpecStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpecHolderTest {

    /// A store that can block or fail, as a disk can.
    private static final class Disk implements SpecStore {

        final List<CloudSpec> saved = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch saving = new CountDownLatch(1);
        volatile @Nullable CountDownLatch heldUp;
        volatile boolean full;

        @Override
        public Optional<CloudSpec> load() {
            return Optional.empty();
        }

        @Override
        public void save(CloudSpec spec) {
            if (full) {
                throw PortException.refused("the disk is full", null);
            }
            CountDownLatch latch = heldUp;
            if (latch != null) {
                saving.countDown();
                await(latch);
            }
            saved.add(spec);
        }

        void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final Disk disk = new Disk();
    private final SpecHolder specs = new SpecHolder(disk);

    private static UnaryOperator<CloudSpec> adding(String pod) {
        return spec -> spec.with(Specs.pod(pod, 1));
    }

    @Test
    void theLoopDoesNotWaitWhileACommandIsStored() {
        CountDownLatch heldUp = new CountDownLatch(1);
        disk.heldUp = heldUp;
        CompletableFuture<Object> command =
                CompletableFuture.supplyAsync(() -> specs.take(adding("light")));
        disk.await(disk.saving);

        specs.change(adding("medium"));

        assertThat(specs.current().pods()).containsOnlyKeys(PodName.of("medium"));
        disk.heldUp = null;
        heldUp.countDown();
        Awaiting.result(command);
        assertThat(specs.current().pods())
                .containsOnlyKeys(PodName.of("light"), PodName.of("medium"));
        assertThat(disk.saved.getLast()).isEqualTo(specs.current());
    }

    @Test
    void aCommandThatCannotBeStoredChangesNothing() {
        disk.full = true;

        assertThatThrownBy(() -> specs.take(adding("light")))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("The change was refused because it cannot be stored")
                .hasMessageContaining("the disk is full");

        assertThat(specs.current()).isEqualTo(CloudSpec.EMPTY);
    }

    @Test
    void changesByTheLoopTakeEffectAtOnceAndAreStoredWithTheNextChange() {
        disk.full = true;
        specs.change(adding("light"));
        assertThat(specs.current().pods()).containsOnlyKeys(PodName.of("light"));
        assertThat(disk.saved).isEmpty();

        disk.full = false;
        specs.take(adding("medium"));

        assertThat(disk.saved).containsExactly(specs.current());
    }
}

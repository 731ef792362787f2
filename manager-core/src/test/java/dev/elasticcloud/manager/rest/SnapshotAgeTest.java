package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.rest.metrics.SnapshotAge;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SnapshotAgeTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final List<Consumer<CloudSnapshot>> listeners = new ArrayList<>();
    private Instant steady = Instant.EPOCH;
    private final SnapshotAge age = new SnapshotAge(cloud(), () -> steady);

    /// A cloud that can only be subscribed to.
    private CloudManager cloud() {
        return (CloudManager)
                Proxy.newProxyInstance(
                        SnapshotAgeTest.class.getClassLoader(),
                        new Class<?>[] {CloudManager.class},
                        (proxy, method, arguments) -> {
                            @SuppressWarnings("unchecked")
                            Consumer<CloudSnapshot> listener =
                                    (Consumer<CloudSnapshot>) arguments[0];
                            listeners.add(listener);
                            return (Subscription) () -> listeners.remove(listener);
                        });
    }

    private void publish(long number, Instant at) {
        CloudSnapshot empty = CloudSnapshot.empty("test", at);
        CloudSnapshot snapshot =
                new CloudSnapshot(
                        number,
                        at,
                        empty.cloud(),
                        1,
                        empty.engine(),
                        empty.balancer(),
                        empty.pods(),
                        List.of());
        listeners.forEach(l -> l.accept(snapshot));
    }

    @Test
    void aSnapshotAgesFromWhenItArrivedWhateverItsTimestamp() {
        age.start();
        publish(1, NOON);
        steady = steady.plusSeconds(3);
        assertThat(age.age()).isEqualTo(Duration.ofSeconds(3));

        publish(2, NOON.plus(Duration.ofHours(8)));
        steady = steady.plusSeconds(1);
        assertThat(age.age()).isEqualTo(Duration.ofSeconds(1));

        publish(3, NOON.minus(Duration.ofHours(1)));
        assertThat(age.age()).isZero();
    }

    @Test
    void aChangedSpecDoesNotMakeARoundFresher() {
        age.start();
        publish(1, NOON);
        steady = steady.plusSeconds(40);

        publish(2, NOON);

        assertThat(age.age()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void itFollowsTheCloudFromStartToClose() {
        assertThat(listeners).isEmpty();
        age.start();
        assertThat(listeners).hasSize(1);

        age.close();

        assertThat(listeners).isEmpty();
    }
}

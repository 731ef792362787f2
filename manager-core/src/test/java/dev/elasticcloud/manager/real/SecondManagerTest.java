package dev.elasticcloud.manager.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.docker.RealPods;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class SecondManagerTest {

    private static final Path HOME = Path.of(System.getProperty("elasticcloud.home"));

    private final String name = RealPods.freshCloud();

    @TempDir Path one;
    @TempDir Path other;

    @Test
    void aSecondManagerIsRefusedBeforeThereIsABalancerOrANode() {
        try (HostedCloud first = Managers.local(new ManagerConfig(name, HOME, one, 0))) {
            assertThat(first.snapshot().balancer().running()).isFalse();

            assertThatThrownBy(() -> Managers.local(new ManagerConfig(name, HOME, other, 0)))
                    .isInstanceOfSatisfying(
                            CloudException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageContaining("managed from the data folder " + one);
        }
    }

    @Test
    void theNameIsFreeWhenAManagerEndedThatStartedNothing() {
        Managers.local(new ManagerConfig(name, HOME, one, 0)).close();

        try (HostedCloud second = Managers.local(new ManagerConfig(name, HOME, other, 0))) {
            assertThat(second.snapshot().cloud()).isEqualTo(name);
        }
    }

    @Test
    void anotherNameIsAnotherCloudBesideTheFirst() {
        try (HostedCloud first = Managers.local(new ManagerConfig(name, HOME, one, 0));
                HostedCloud second = Managers.local(new ManagerConfig(name + "-b", HOME, one, 0))) {
            assertThat(first.snapshot().cloud()).isNotEqualTo(second.snapshot().cloud());
            second.tearDown(Duration.ofSeconds(30));
        }
    }
}

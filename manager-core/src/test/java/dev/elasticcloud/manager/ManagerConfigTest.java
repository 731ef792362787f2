package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagerConfigTest {

    private static ManagerConfig withSubnets(String subnets) {
        return new ManagerConfig(
                "mine", Path.of("home"), Path.of("data"), 0, "127.0.0.1", false, subnets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"office", "10.0.0.0", "10.0.0.0/33", "10.1.0.0/16,"})
    void rangesOfAddressesAreCheckedBeforeAnythingIsOpened(String subnets) {
        assertThatThrownBy(() -> withSubnets(subnets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as 10.89.0.0/16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.1.0.0/16", "10.1.0.0/16, 10.2.0.0/16"})
    void rangesAndNoneAreFine(String subnets) {
        assertThat(withSubnets(subnets).subnets()).isEqualTo(subnets);
    }
}

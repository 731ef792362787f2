package dev.elasticcloud.manager.docker.subnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubnetsTest {

    private static final String POOL = "10.89.0.0/16";

    @Test
    void theFirstFreeSubnetIsChosen() {
        assertThat(Subnets.free(POOL, List.of(), 0)).contains("10.89.0.0/24");
        assertThat(Subnets.free(POOL, List.of("10.89.0.0/24", "10.89.1.128/25"), 0))
                .contains("10.89.2.0/24");
    }

    @Test
    void aWiderNetworkBlocksEverySubnetItCovers() {
        assertThat(Subnets.free(POOL, List.of("10.89.0.0/17"), 0)).contains("10.89.128.0/24");
        assertThat(Subnets.free(POOL, List.of("10.0.0.0/8"), 0)).isEmpty();
    }

    @Test
    void thereIsNoSubnetWhenAllAreTaken() {
        List<String> all = IntStream.range(0, 256).mapToObj("10.89.%d.0/24"::formatted).toList();
        assertThat(Subnets.free(POOL, all, 0)).isEmpty();
        assertThat(Subnets.free(POOL, all.subList(0, 255), 31)).contains("10.89.255.0/24");
    }

    @Test
    void subnetsAreWrittenInTheSameDigitsEverywhere() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("fa-IR-u-nu-arabext"));
            assertThat(Subnets.free(POOL, List.of(), 7)).contains("10.89.7.0/24");
            assertThat(Subnets.third("10.89.7.0/24")).contains("10.89.7.2");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void networksOtherThanIpv4AreIgnored() {
        assertThat(Subnets.overlap("fd00::/8", "10.89.0.0/24")).isFalse();
        assertThat(Subnets.free(POOL, List.of("fd00::/8", ""), 0)).contains("10.89.0.0/24");
    }
}

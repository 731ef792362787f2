package dev.elasticcloud.manager.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeNameTest {

    @Test
    void namesOfOneStemSortByNumber() {
        assertThat(sorted("light-10", "light-2", "light-1", "light-002"))
                .containsExactly("light-1", "light-2", "light-10", "light-002");
    }

    @Test
    void stemsSortAlphabeticallyAndAShorterOneComesFirst() {
        assertThat(sorted("light-1", "heavy-9", "light", "lighter-1", "7", "light-a"))
                .containsExactly("7", "heavy-9", "light", "light-1", "light-a", "lighter-1");
    }

    private static Stream<String> sorted(String... names) {
        return Stream.of(names).map(NodeName::of).sorted().map(NodeName::value);
    }
}

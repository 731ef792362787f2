package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {

    private final List<String> closed = new ArrayList<>();
    private final Closer closer = new Closer();

    @Test
    void partsAreClosedOnceInReverseOrder() {
        closer.add(() -> closed.add("first"));
        closer.add(() -> closed.add("second"));

        closer.close();
        closer.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void aPartThatFailsToCloseDoesNotKeepOthersOpen() {
        closer.add(() -> closed.add("first"));
        closer.add(
                () -> {
                    throw new IllegalStateException("It is stuck");
                });
        closer.add(() -> closed.add("third"));

        closer.close();

        assertThat(closed).containsExactly("third", "first");
    }

    @Test
    void aPartAddedAfterCloseIsClosedAtOnce() {
        closer.close();
        closer.add(() -> closed.add("late"));

        assertThat(closed).containsExactly("late");
    }
}

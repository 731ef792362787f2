package dev.elasticcloud.console.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskCentreTest {

    private final List<String> ended = new ArrayList<>();
    private final TaskCentre centre =
            new TaskCentre(task -> ended.add(task.title() + ": " + task.stage().step()));

    @Test
    void aTaskIsToldOfOnceWhenItEnds() {
        LongTask task = centre.start("Build light", null);
        task.step("image", 0.4);
        assertThat(centre.runningProperty().get()).isEqualTo(1);
        assertThat(ended).isEmpty();
        task.done("serves");
        task.failed("too late");
        assertThat(ended).containsExactly("Build light: serves");
        assertThat(centre.runningProperty().get()).isZero();
    }

    @Test
    void onlyATaskWithAnEndCanBeCancelledAndOnlyOnce() {
        List<String> calls = new ArrayList<>();
        LongTask firm = centre.start("Firm", null);
        LongTask loose = centre.start("Loose", () -> calls.add("cancelled"));
        firm.cancel();
        loose.cancel();
        loose.cancel();
        assertThat(firm.running()).isTrue();
        assertThat(loose.stage().state()).isEqualTo(LongTask.State.CANCELLED);
        assertThat(calls).containsExactly("cancelled");
    }

    @Test
    void theNewestComesFirstAndOldOnesAreForgottenOnlyWhenTheyHaveEnded() {
        LongTask running = centre.start("first", null);
        for (int i = 0; i < 80; i++) {
            centre.start("task " + i, null).done("done");
        }
        assertThat(centre.tasks().getFirst().title()).isEqualTo("task 79");
        assertThat(centre.tasks()).hasSize(50).contains(running);
    }
}

package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.cli.Commands.Answer;
import dev.elasticcloud.manager.api.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A shell that reads its lines from its input, and what completes words.
class ShellLinesTest extends CommandsOnASimulatedCloud {

    @Test
    void aShellRunsTheLinesOfItsInputAndStopsAtTheFirstFailure() {
        Answer answer =
                cloud.runWith(
                        "# a comment\n\n"
                                + "init light --wait\n"
                                + "cloud pod ls -q\n"
                                + "pod show nothing\n"
                                + "pod ls -o json\n",
                        "shell");
        assertThat(answer.code()).isEqualTo(ErrorCode.NOT_FOUND.exitCode());
        assertThat(answer.out().lines()).containsExactly("light", "medium", "heavy");
        assertThat(answer.err()).contains("Stopped at: pod show nothing");
    }

    @Test
    void aShellKeepsTheCloudThatItWasStartedWith() {
        cloud.with("CLOUD_URL", "");
        Answer answer = cloud.runWith("pod ls -q\n", "shell", "--url", "http://simulated:1");
        assertThat(answer.out().lines()).containsExactly("light", "medium", "heavy");
    }

    @Test
    void optionsOfOneLineInAShellDoNotAffectTheNext() {
        Answer answer = cloud.runWith("pod ls -o json\npod ls\n", "shell");
        assertThat(answer.out()).startsWith("[").contains("POD ");
    }

    @Test
    void aShellCompletesCommandsPodsAndNodes() {
        done("init", "light", "--wait");
        assertThat(complete("po")).contains("pod");
        assertThat(complete("pod", "sh")).contains("show", "shutdown");
        assertThat(complete("pod", "show", "")).contains("light", "medium", "heavy");
        assertThat(complete("node", "pause", "li")).contains("light-1");
        assertThat(complete("job", "run", "light", "--wa")).contains("--wait");
    }

    private List<String> complete(String... words) {
        return cloud.complete(List.of(words));
    }

    @Test
    void completionIsPrintedForBothShells() {
        assertThat(done("completion", "bash").out()).contains("complete -F _complete_cloud");
        assertThat(done("completion", "zsh").out()).contains("compinit");
        assertThat(cloud.run("completion", "fish").code()).isEqualTo(64);
    }
}

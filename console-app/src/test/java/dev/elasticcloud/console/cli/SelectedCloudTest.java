package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.console.cli.session.SharedOptions;
import dev.elasticcloud.console.clouds.CloudFinder.Selection;
import dev.elasticcloud.manager.api.CloudException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Which cloud the options of a command name.
class SelectedCloudTest {

    @Command
    private static final class AnyCommand {
        @Mixin SharedOptions options = new SharedOptions();
    }

    private static Selection selection(String... options) {
        AnyCommand command = new AnyCommand();
        new CommandLine(command).parseArgs(options);
        return command.options.selection("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--cloud", "--data"})
    void anAddressOrASavedCloudTogetherWithACloudOfThisMachineIsRefused(String here) {
        assertThatThrownBy(() -> selection(here, "ada", "--url", "http://given:2"))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining(here)
                .hasMessageContaining("--url");
        assertThatThrownBy(() -> selection(here, "ada", "--context", "office"))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining(here)
                .hasMessageContaining("--context");
    }

    @Test
    void theCloudOfThisMachineCanBeNamedTwice() {
        Selection both = selection("--cloud", "ada", "--data", "there", "--context", "local");

        assertThat(both.cloud()).isEqualTo("ada");
        assertThat(both.data()).isEqualTo("there");
    }
}

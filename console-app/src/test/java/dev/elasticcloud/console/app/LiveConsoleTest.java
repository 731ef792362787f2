package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveConsoleTest {

    @Test
    void aMissingLibraryIsNotToldAsAMissingDisplay() {
        assertThat(LiveConsole.whyNoWindow("Unable to load glass GTK library."))
                .contains("libgtk-3-0")
                .doesNotContain("DISPLAY");
        assertThat(LiveConsole.whyNoWindow("Unable to open DISPLAY")).contains("set DISPLAY");
    }
}

package dev.elasticcloud.console.prefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesTest {

    @TempDir Path folder;

    @Test
    void whatWasPutIsThereAtTheNextStart() {
        Path file = folder.resolve("deep").resolve("console.properties");
        try (Preferences first = Preferences.read(file)) {
            assertThat(first.get("nodes.columns", "all")).isEqualTo("all");
            first.put("nodes.columns", "name, CPU");
            assertThat(first.get("nodes.columns", "all")).isEqualTo("name, CPU");
        }
        try (Preferences second = Preferences.read(file)) {
            assertThat(second.get("nodes.columns", "all")).isEqualTo("name, CPU");
        }
    }

    @Test
    void anUnreadableFileIsAsNone() throws Exception {
        Path file = Files.writeString(folder.resolve("console.properties"), "a=\\u12\n");
        try (Preferences broken = Preferences.read(file)) {
            assertThat(broken.get("a", "usual")).isEqualTo("usual");
        }
    }

    @Test
    void preferencesInMemoryWriteNothing() {
        try (Preferences memory = Preferences.inMemory()) {
            memory.put("a", "b");
            assertThat(memory.get("a", "")).isEqualTo("b");
        }
        assertThat(folder).isEmptyDirectory();
    }
}

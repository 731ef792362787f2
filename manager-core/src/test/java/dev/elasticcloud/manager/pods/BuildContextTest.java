package dev.elasticcloud.manager.pods;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildContextTest {

    @TempDir Path folder;

    @BeforeEach
    void threeFiles() throws IOException {
        Files.createDirectory(folder.resolve("inside"));
        Files.write(folder.resolve("inside/a"), new byte[600]);
        Files.write(folder.resolve("b"), new byte[600]);
        Files.createSymbolicLink(folder.resolve("inside/link"), Path.of("../b"));
    }

    @Test
    void filesFoldersAndLinksAmongThemAreAllowed() {
        assertThatCode(() -> BuildContext.check(folder, 3, 1200)).doesNotThrowAnyException();
    }

    @Test
    void tooManyFilesOrBytesAreRefused() {
        assertThatThrownBy(() -> BuildContext.check(folder, 2, 1200))
                .hasMessageContaining("contains more than 2 files");
        assertThatThrownBy(() -> BuildContext.check(folder, 3, 1199))
                .hasMessageContaining("contains more than 0 MB");
    }
}

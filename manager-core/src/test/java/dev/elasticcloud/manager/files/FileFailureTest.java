package dev.elasticcloud.manager.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileFailureTest {

    private static final Path FILE = Path.of("/data/default.db");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "Permission denied, its owner",
        "Read-only file system, mount it for writing",
        "No space left on device, make room",
        "Disk quota exceeded, make room",
        "File name too long, a shorter one",
        "Too many open files, ulimit",
        "No locks available, local disk",
        "Operation not supported, local disk",
        "Not a directory, move it away",
        "Is a directory, name another file",
        "Input/output error, dmesg",
        "Stale file handle, dmesg",
    })
    void eachReasonOfTheSystemComesWithItsCure(String reason, String cure) {
        IOException failure = new FileSystemException(FILE.toString(), null, reason);

        assertThat(FileFailure.sentence(FILE, "be written", failure))
                .startsWith("/data/default.db cannot be written: ")
                .contains(cure);
    }

    @Test
    void whatAnotherUserOwnsAndWhatIsNotTextAreNamed() {
        assertThat(FileFailure.sentence(FILE, "be read", new AccessDeniedException("x")))
                .contains("its owner");
        assertThat(FileFailure.sentence(FILE, "be read", new MalformedInputException(1)))
                .contains("UTF-8");
    }

    @Test
    void theSystemsOwnFailuresAreKnown() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(failure(() -> Files.createDirectories(file)))
                .isEqualTo(FileFailure.NOT_A_FOLDER);
        assertThat(failure(() -> Files.createDirectory(file.resolve("below"))))
                .isEqualTo(FileFailure.NOT_A_FOLDER);
        assertThat(failure(() -> Files.readString(folder.resolve("none"))))
                .isEqualTo(FileFailure.MISSING);
        assertThat(failure(() -> Files.createFile(folder.resolve("x".repeat(300)))))
                .isEqualTo(FileFailure.TOO_LONG);
        assertThat(failure(() -> Files.delete(folder))).isEqualTo(FileFailure.A_FOLDER);
    }

    private static FileFailure failure(ThrowingCallable call) {
        Throwable thrown = Assertions.catchThrowable(call);
        assertThat(thrown).isInstanceOf(IOException.class);
        return FileFailure.of((IOException) thrown);
    }

    @Test
    void whatIsInNoLineIsToldInTheSystemsWords() {
        assertThat(
                        FileFailure.sentence(
                                FILE, "be read", new FileSystemException("x", null, "Odd thing")))
                .isEqualTo("/data/default.db cannot be read: Odd thing");
        assertThat(FileFailure.sentence(FILE, "be read", new IOException()))
                .endsWith("IOException");
    }

    @Test
    void aDiskThatForbidsExecutionIsFoundByItsNearestMount() {
        List<String> table =
                List.of(
                        "/dev/sda1 / ext4 rw,relatime 0 0",
                        "/dev/sda2 /data ext4 rw,noexec,nosuid 0 0",
                        "tmpfs /data/with\\040space tmpfs rw 0 0",
                        "broken");

        assertThat(MountOptions.forbidsExecution(Path.of("/data/cloud"), table)).isTrue();
        assertThat(MountOptions.forbidsExecution(Path.of("/data/with space/a"), table)).isFalse();
        assertThat(MountOptions.forbidsExecution(Path.of("/database"), table)).isFalse();
    }
}

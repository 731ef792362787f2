package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.cli.Commands.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several clouds on one machine, each asked for by its name.
class NamedCloudTest {

    @TempDir Path home;

    private Commands usual;

    @BeforeEach
    void open() {
        usual = Commands.onServedCloud(home);
    }

    @AfterEach
    void close() {
        usual.close();
    }

    @Test
    void withoutANameTheUsualCloudIsAsked() {
        assertThat(usual.run("pod", "ls", "-q").code()).isZero();
        assertThat(usual.run("--cloud", "default", "pod", "ls", "-q").code()).isZero();
    }

    @Test
    void aCloudThatDoesNotRunIsNamedWithHowToStartIt() {
        Answer answer = usual.run("pod", "ls", "--cloud", "ada");

        assertThat(answer.code()).isEqualTo(69);
        assertThat(answer.err()).contains("'ada'", "cloud serve --cloud ada");
    }

    @Test
    void theNameCanComeFromTheEnvironmentAndOneInTheCommandWins() {
        usual.with("CLOUD_NAME", "ada");

        assertThat(usual.run("pod", "ls").err()).contains("'ada'");
        assertThat(usual.run("pod", "ls", "--cloud", "default").code()).isZero();
    }

    @Test
    void aNameInTheCommandWinsOverAnAddressInTheEnvironment() {
        usual.with("CLOUD_URL", "http://127.0.0.1:9");

        assertThat(usual.run("pod", "ls", "--cloud", "default").code()).isZero();
    }

    @Test
    void aNameBesideAnAddressIsRefused() {
        Answer answer = usual.run("pod", "ls", "--cloud", "ada", "--url", "http://127.0.0.1:9");

        assertThat(answer.code()).isEqualTo(64);
        assertThat(answer.err()).contains("--cloud", "--url", "leave one of them out");
    }

    @Test
    void aNameThatWouldLeaveTheDataFolderIsRefused() {
        assertThat(usual.run("pod", "ls", "--cloud", "../x").code()).isEqualTo(64);
    }

    @Test
    void tokensAreThoseOfTheNamedCloud() {
        Answer answer = usual.run("token", "ls", "--cloud", "ada");

        assertThat(answer.code()).isEqualTo(66);
        assertThat(answer.err()).contains("'ada'");
    }

    @Test
    void theLogOfANodeEndsWithTheNode() throws InterruptedException {
        assertThat(usual.run("init", "light=1", "--wait").code()).isZero();
        Answer[] followed = new Answer[1];
        Thread following =
                Thread.ofVirtual()
                        .start(() -> followed[0] = usual.run("logs", "light-1", "--follow"));
        assertThat(usual.run("elasticity", "disable", "light").code()).isZero();
        assertThat(usual.run("rm", "light-1", "light").err()).doesNotContain("cloud:");

        following.join();

        assertThat(followed[0].err()).doesNotContain("Exception");
    }
}

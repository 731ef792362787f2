package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.cli.Commands.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `cloud evidence` over the API, and `cloud verify` without one.
class EvidenceCommandTest {

    @TempDir Path home;

    private Commands cloud;
    private String evidence;

    @BeforeEach
    void collect() {
        cloud = Commands.onServedCloud(home);
        evidence = home.resolve("evidence.zip").toString();
        assertThat(cloud.run("init", "light", "--wait").code()).isZero();
    }

    @AfterEach
    void closeCloud() {
        cloud.close();
    }

    private Answer ask(String... words) {
        return cloud.run(words);
    }

    @Test
    void evidenceIsSavedAndVerifiedWithThePrintedKey() throws IOException {
        Path key = home.resolve("cloud.pem");
        Files.writeString(key, ask("evidence", "key").out());
        Path pictures = Files.createDirectories(home.resolve("shots"));
        Files.write(
                pictures.resolve("one.png"),
                new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});

        Answer saved =
                ask(
                        "evidence",
                        "--from",
                        "1h",
                        "--out",
                        evidence,
                        "--pictures",
                        pictures.toString());
        assertThat(saved.code()).as(saved.err()).isZero();
        Answer verified = ask("verify", evidence, "--key", key.toString());

        assertThat(verified.code()).as(verified.out()).isZero();
        assertThat(verified.out())
                .contains("holds", "signature", "of this cloud", "1 pictures")
                .doesNotContain("broken");
        assertThat(verified.err()).contains("is verified");
    }

    @Test
    void aChangedFileIsRefusedAsTextAndAsJson() throws IOException {
        assertThat(ask("evidence", "--from", "1h", "--out", evidence).code()).isZero();
        Path other = home.resolve("other.pem");
        Files.writeString(
                other,
                "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n");

        Answer refused = ask("verify", evidence, "--key", other.toString());
        Answer json = ask("verify", evidence, "--key", other.toString(), "-o", "json");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).contains("broken", "signed with another key");
        assertThat(refused.err()).contains("is refused");
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.out()).contains("\"part\" : \"signature\"", "\"state\" : \"broken\"");
    }

    @Test
    void wrongUseIsRefusedWithTheReason() throws IOException {
        Answer swapped = ask("evidence", "--from", "1m", "--to", "2m", "--out", evidence);
        assertThat(swapped.code()).isEqualTo(64);
        assertThat(swapped.err()).contains("its end must be after its beginning");

        Answer nothing = ask("evidence", "--from", "72h", "--to", "48h", "--out", evidence);
        assertThat(nothing.code()).isEqualTo(66);
        assertThat(nothing.err()).contains("Nothing was recorded");

        Files.writeString(home.resolve("text.zip"), "text");
        Answer text = ask("verify", home.resolve("text.zip").toString());
        assertThat(text.code()).isEqualTo(64);
        assertThat(text.err()).contains("is not a cloud's evidence");
        assertThat(ask("verify", home.resolve("none.zip").toString()).code()).isEqualTo(66);
    }
}

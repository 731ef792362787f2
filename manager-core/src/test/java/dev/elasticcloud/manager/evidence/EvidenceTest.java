package dev.elasticcloud.manager.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.EvidenceFiles;
import dev.elasticcloud.manager.model.record.Verification;
import dev.elasticcloud.manager.model.record.Verification.Part;
import dev.elasticcloud.manager.model.record.Verification.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Evidence of a cloud that scaled is verified, and every changed byte is refused with the record
/// named.
class EvidenceTest extends ScaledCloud {

    @Test
    void evidenceIsVerifiedWithTheCloudsKey() throws IOException {
        Verification verification = EvidenceFiles.verify(evidence, Optional.of(key));

        assertThat(verification.parts())
                .extracting(Part::name)
                .containsExactly("manifest", "signature", "chain", "records", "sums", "decisions");
        assertThat(verification.parts()).allMatch(part -> part.state() == State.HOLDS);
        assertThat(part(verification, "signature").text()).contains("of this cloud");
        Archive archive = Archive.read(evidence);
        long decided =
                IntStream.range(0, archive.lines(Manifest.CHAIN).size())
                        .filter(line -> archive.record(line).has("decision"))
                        .count();
        assertThat(decided).isGreaterThan(4);
        assertThat(part(verification, "decisions").text())
                .isEqualTo("%d of %d recomputed from their inputs".formatted(decided, decided));
        assertThat(part(verification, "sums").text()).contains("400 accepted");
        assertThat(growth(archive)).isPositive();
        assertThat(archive.lines(Manifest.EVENTS)).isNotEmpty();
        assertThat(archive.lines(Manifest.HISTORY)).isNotEmpty();
        assertThat(archive.file(PICTURE)).hasSize(16);
    }

    @Test
    void withoutAKeyItIsProvenWholeButNotWhoseItIs() {
        Verification verification = EvidenceFiles.verify(evidence, Optional.empty());

        assertThat(verification.holds()).isTrue();
        assertThat(part(verification, "signature").text())
                .contains("proves that it is whole, not whose it is");
    }

    /// Each once as it is, and once with the manifest's hashes computed again, without the key.
    @ParameterizedTest
    @CsvSource({
        "chain.jsonl, 0",
        "chain.jsonl, 1",
        "chain.jsonl, 3",
        "chain.jsonl, -1",
        "settings.jsonl, 0",
        "events.jsonl, 1",
        "history.jsonl, 0",
        "pictures/overview.png, 0",
        "manifest.json, 0",
        "manifest.sig, 0",
        "key.pem, 0",
    })
    void oneChangedByteIsRefusedAndTheRecordNamed(String name, int given) throws IOException {
        Archive whole = Archive.read(evidence);
        int line = given < 0 ? whole.lines(name).size() + given : given;

        Verification changed = verify(whole.flip(name, line), false);

        assertThat(changed.holds()).isFalse();
        assertThat(changed.parts())
                .filteredOn(part -> part.state() == State.BROKEN)
                .anySatisfy(part -> assertNamed(part, name, line));
        if (name.endsWith(".jsonl")) {
            Verification rehashed = verify(whole.rehash(), true);
            assertBroken(rehashed, "signature", "manifest.json");
            assertThat(rehashed.parts())
                    .filteredOn(part -> part.state() == State.BROKEN)
                    .anySatisfy(part -> assertNamed(part, name, line));
        }
    }

    private static void assertNamed(Part part, String name, int line) {
        String record = name.endsWith(".jsonl") ? name + ", record " + (line + 1) : "";
        assertThat(part.text())
                .contains(record)
                .containsAnyOf(name, name.equals("key.pem") ? "key" : name);
    }

    @Test
    void noImageNoParameterAndNoAnswerIsInIt() throws IOException {
        Archive archive = Archive.read(evidence);
        archive.files()
                .forEach(
                        (name, bytes) ->
                                assertThat(new String(bytes, StandardCharsets.UTF_8))
                                        .as(name)
                                        .doesNotContain(
                                                "\"top\"",
                                                "\"simulated\":true",
                                                "\"image\"",
                                                "PRIVATE KEY"));
    }
}

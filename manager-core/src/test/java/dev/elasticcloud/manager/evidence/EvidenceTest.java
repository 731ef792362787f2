package dev.elasticcloud.manager.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.elasticcloud.manager.EvidenceFiles;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.Simulation;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.record.Verification;
import dev.elasticcloud.manager.model.record.Verification.Part;
import dev.elasticcloud.manager.model.record.Verification.State;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.spi.Awaiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Evidence of a simulated cloud that really scaled: it is verified, and every change of it is
/// refused with the record named.
class EvidenceTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final PodName HEAVY = PodName.of("heavy");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path HOME = Path.of(System.getProperty("elasticcloud.home"));
    private static final String PICTURE = Manifest.PICTURES + "overview.png";

    @TempDir static Path folder;

    private static Path evidence;
    private static Path key;
    private static SigningKey stranger;

    @TempDir Path mine;

    @BeforeAll
    static void letACloudScale() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        Files.write(
                pictures.resolve("overview.png"),
                HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452"));
        evidence = folder.resolve("day.zip");
        key = folder.resolve("cloud.pem");
        stranger = SigningKey.in(folder, "stranger");
        try (HostedCloud cloud =
                Managers.simulated(
                        new ManagerConfig("proof", HOME, folder, 0),
                        new Simulation(
                                Simulation.Pace.INSTANT, true, new Simulation.Host(4, 1L << 33)))) {
            cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 1, HEAVY, 1))), SOON);
            cloud.submit(new Command.EnableElasticity(LIGHT, 1, 8));
            cloud.submit(new Command.EnableElasticity(HEAVY, 1, 3));
            for (int job = 0; job < 400; job++) {
                cloud.submit(new JobRequest(LIGHT, Map.of("top", "7")));
            }
            Awaiting.until("light has grown", () -> pod(cloud).online() > 1);
            Awaiting.until(
                    "all jobs are done", () -> pod(cloud).jobs().completed() == 400);
            Files.writeString(key, cloud.evidenceKey());
            Instant now = cloud.snapshot().at();
            EvidenceFiles.save(
                    cloud,
                    now.minusSeconds(3600),
                    now.plusSeconds(60),
                    Optional.of(pictures),
                    evidence);
        }
    }

    private static PodStatus pod(HostedCloud cloud) {
        return cloud.snapshot().pod(LIGHT).orElseThrow();
    }

    private Verification verify(Archive archive, boolean withKey) throws IOException {
        return EvidenceFiles.verify(
                archive.write(mine.resolve("changed.zip")),
                withKey ? Optional.of(key) : Optional.empty());
    }

    private static Part part(Verification verification, String name) {
        return verification.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertBroken(Verification verification, String name, String... says) {
        assertThat(verification.holds()).isFalse();
        assertThat(part(verification, name).state()).isEqualTo(State.BROKEN);
        assertThat(part(verification, name).text()).contains(says);
    }

    /// The line of the chain's last record that fits.
    private static int line(Archive archive, Predicate<JsonNode> fits) {
        return IntStream.range(0, archive.lines(Manifest.CHAIN).size())
                .filter(line -> fits.test(archive.record(line)))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static int growth(Archive archive) {
        return line(
                archive,
                record ->
                        record.path("decision").path("verdict").asText().equals("SCALE_UP")
                                && record.path("decision").path("pod").asText().equals("light"));
    }

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
    void aDecisionChangedPlausiblyIsFoundByMakingItAgainEvenWithAllHashesRight()
            throws IOException {
        Archive archive = Archive.read(evidence);
        int line = growth(archive);
        archive.rechain(
                        line,
                        record -> {
                            ObjectNode decision = (ObjectNode) record.path("decision");
                            decision.put("wanted", decision.path("wanted").asInt() + 1);
                            return record;
                        })
                .rehash();

        Verification verification = verify(archive, true);

        assertThat(part(verification, "manifest").state()).isEqualTo(State.HOLDS);
        assertThat(part(verification, "chain").state()).isEqualTo(State.HOLDS);
        assertBroken(verification, "signature", "manifest.json");
        assertBroken(
                verification,
                "decisions",
                "record " + (line + 1) + " (decision of light at ",
                "wanted is",
                "recomputed it is");
    }

    @Test
    void aChangedInputIsFoundEvenIfAStrangerSignsTheFile() throws IOException {
        Archive archive = Archive.read(evidence);
        int line = growth(archive);
        archive.rechain(
                        line,
                        record -> {
                            ((ObjectNode) record.path("input").path("signals")).put("queued", 0);
                            return record;
                        })
                .rehash()
                .sign(stranger);

        Verification own = verify(archive, false);
        assertThat(part(own, "signature").state()).isEqualTo(State.HOLDS);
        assertBroken(own, "decisions", "record " + (line + 1));
        assertBroken(verify(archive, true), "signature", "another key");
    }

    @Test
    void aLostJobIsFoundInTheSums() throws IOException {
        Archive archive = Archive.read(evidence);
        int line = line(archive, record -> record.path("kind").asText().equals("sums"));
        archive.rechain(
                        line,
                        record -> {
                            ((ObjectNode) record.path("pods").path("light")).put("accepted", 401);
                            return record;
                        })
                .rehash()
                .sign(stranger);

        assertBroken(
                verify(archive, false),
                "sums",
                "record " + (line + 1) + " (sums of light",
                "401 accepted is not 400 completed");
    }

    @Test
    void aRecordLeftOutIsFoundByItsNumber() throws IOException {
        Archive archive = Archive.read(evidence);
        archive.rechain(2, ObjectNode::removeAll).rehash().sign(stranger);

        assertBroken(verify(archive, false), "chain", "its number should be 3");
    }

    @Test
    void decisionsOfAnotherPolicyOrWithoutInputsAreCountedNotPassed() throws IOException {
        Archive other = Archive.read(evidence);
        other.rechain(
                        growth(other),
                        record -> {
                            ObjectNode input = (ObjectNode) record.path("input");
                            input.put("policy", 99);
                            ((ObjectNode) input.path("signals")).put("queued", 0);
                            return record;
                        })
                .rehash()
                .sign(stranger);
        Part decisions = part(verify(other, false), "decisions");
        assertThat(decisions.state()).isEqualTo(State.UNPROVEN);
        assertThat(decisions.text())
                .contains("1 were made by another version of the policy", "1 of these differ");

        Archive without = Archive.read(evidence);
        without.rechain(
                        growth(without),
                        record -> {
                            record.putNull("input");
                            return record;
                        })
                .rehash()
                .sign(stranger);
        decisions = part(verify(without, false), "decisions");
        assertThat(decisions.state()).isEqualTo(State.UNPROVEN);
        assertThat(decisions.text()).contains("1 more were recorded without inputs");
    }

    /// What a made-up input can ask of the policy is bounded.
    @Test
    void impossibleInputsAreRefusedBeforeThePolicyRuns() throws IOException {
        Archive archive = Archive.read(evidence);
        archive.rechain(
                        growth(archive),
                        record -> {
                            ((ObjectNode) record.path("input").path("signals"))
                                    .put("online", Integer.MAX_VALUE);
                            return record;
                        })
                .rehash()
                .sign(stranger);

        assertBroken(verify(archive, false), "decisions", "out of range");
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

package dev.elasticcloud.manager.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.api.io.TempDir;

/// Evidence of a simulated cloud that really scaled, and its verification.
abstract class ScaledCloud {

    private static final PodName LIGHT = PodName.of("light");
    private static final PodName HEAVY = PodName.of("heavy");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path HOME = Path.of(System.getProperty("elasticcloud.home"));
    static final String PICTURE = Manifest.PICTURES + "overview.png";

    @TempDir static Path folder;

    static Path evidence;
    static Path key;
    static SigningKey stranger;

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
            Awaiting.until("all jobs are done", () -> pod(cloud).jobs().completed() == 400);
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

    Verification verify(Archive archive, boolean withKey) throws IOException {
        return EvidenceFiles.verify(
                archive.write(mine.resolve("changed.zip")),
                withKey ? Optional.of(key) : Optional.empty());
    }

    static Part part(Verification verification, String name) {
        return verification.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static void assertBroken(Verification verification, String name, String... says) {
        assertThat(verification.holds()).isFalse();
        assertThat(part(verification, name).state()).isEqualTo(State.BROKEN);
        assertThat(part(verification, name).text()).contains(says);
    }

    /// The line of the chain's last record that fits.
    static int line(Archive archive, Predicate<JsonNode> fits) {
        return IntStream.range(0, archive.lines(Manifest.CHAIN).size())
                .filter(line -> fits.test(archive.record(line)))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    static int growth(Archive archive) {
        return line(
                archive,
                record ->
                        record.path("decision").path("verdict").asText().equals("SCALE_UP")
                                && record.path("decision").path("pod").asText().equals("light"));
    }
}

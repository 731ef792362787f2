package dev.elasticcloud.manager.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.elasticcloud.manager.api.Finding;
import dev.elasticcloud.manager.api.Finding.Level;
import dev.elasticcloud.manager.docker.ClaimHolder;
import dev.elasticcloud.manager.docker.connection.DockerHost;
import dev.elasticcloud.manager.docker.connection.FakeEngine;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A good machine and broken ones, and the words for each.
class DoctorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final ObjectNode info = JSON.createObjectNode();
    private final ObjectNode version = JSON.createObjectNode();
    private final FakeEngine engine;

    @TempDir Path folder;
    private Path data;
    private int port;
    private boolean portMoves;
    private String publish = "127.0.0.1";
    private String subnets = "";
    private Instant now = NOW;
    private Function<Path, Optional<AutoCloseable>> locks = other -> Optional.empty();

    DoctorTest() throws IOException {
        engine = new FakeEngine();
    }

    @BeforeEach
    void aGoodMachine() {
        data = folder.resolve("data");
        version.put("Version", "29.1.0").put("ApiVersion", "1.52");
        info.put("CgroupVersion", "2")
                .put("MemoryLimit", true)
                .put("CpuCfsQuota", true)
                .put("PidsLimit", true)
                .put("Driver", "overlay2")
                .put("NCPU", 2)
                .put("MemTotal", 8L * 1024 * 1024 * 1024)
                .put("InitBinary", "docker-init")
                .put("SystemTime", NOW.toString());
        info.putObject("InitCommit").put("ID", "de40ad0");
        info.putArray("SecurityOptions").add("name=seccomp,profile=builtin");
        engine.answer("/networks", "[]");
        engine.answer("/containers/json", "[]");
        engine.answer("/images/json", "[{\"RepoTags\":[\"debian:trixie-slim\"]}]");
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    private List<Finding> examined() {
        engine.answer("/info", info.toString());
        engine.answer("/version", version.toString());
        return examined(engine.address());
    }

    private List<Finding> examined(URI docker) {
        InstantSource clock = () -> now;
        return new Doctor(
                        new Doctor.Patient("mine", data, port, portMoves, publish, subnets),
                        locks,
                        clock)
                .examine(() -> DockerHost.at(docker));
    }

    private static void found(
            List<Finding> findings, Level level, String subject, String text, String cure) {
        assertThat(findings)
                .filteredOn(finding -> finding.level() != Level.OK)
                .as("the only lines that are not ok")
                .hasSize(1)
                .allSatisfy(
                        finding -> {
                            assertThat(finding.level()).isEqualTo(level);
                            assertThat(finding.subject()).isEqualTo(subject);
                            assertThat(finding.text()).contains(text);
                            assertThat(finding.cure()).contains(cure);
                        });
    }

    @Test
    void aGoodMachineHasNothingToMend() throws IOException {
        Files.createDirectories(data);
        assertThat(examined())
                .allSatisfy(finding -> assertThat(finding.level()).isEqualTo(Level.OK))
                .extracting(Finding::subject)
                .containsExactly(
                        "JDK",
                        "Clock",
                        "Data folder",
                        "Disk",
                        "Docker Engine",
                        "Rights",
                        "Limits",
                        "Storage",
                        "Init process",
                        "Host",
                        "Docker host's clock",
                        "Images",
                        "Cloud's name",
                        "Subnets",
                        "Port for jobs");
        try (var left = Files.list(data)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aDataFolderThatWasMissingIsMissingAfterwards() {
        data = folder.resolve("above/data");

        assertThat(examined()).allMatch(finding -> finding.level() == Level.OK);

        assertThat(folder.resolve("above")).doesNotExist();
    }

    @Test
    void anEnginesOwnWordsAreNeverTheCure() {
        engine.fail("/networks", 500, "a driver failed: all of it; and more");

        found(
                examined(),
                Level.FAULT,
                "Docker Engine",
                "a driver failed: all of it; and more",
                "see 'docker info'");
    }

    @Test
    void anIdThatCannotBeReadIsTheDataFoldersFaultAndTheRestIsExamined() throws IOException {
        Files.createDirectories(data.resolve("mine.id"));

        List<Finding> findings = examined();

        found(findings, Level.FAULT, "Data folder", "mine.id cannot be read", "--data");
        assertThat(findings).extracting(Finding::subject).contains("Subnets", "Port for jobs");
    }

    @Test
    void aVolumeThatTheEngineDoesNotTellOfIsTheNamesFaultAndTheRestIsExamined() {
        engine.fail("/volumes/ec-mine-claim", 500, "no space left on device");

        List<Finding> findings = examined();

        found(findings, Level.FAULT, "Cloud's name", "no space left", "make room");
        assertThat(findings).extracting(Finding::subject).contains("Subnets", "Port for jobs");
    }

    @Test
    void aClaimThatNoManagerHoldsIsNoFaultForItWillBeTakenOver() {
        ClaimHolder here = ClaimHolder.seenOnThisMachine(folder, "mine");
        engine.answer(
                "/volumes/ec-mine-claim",
                "{\"Name\":\"ec-mine-claim\",\"Labels\":{\"dev.elasticcloud.claim.id\":\"7\",\"dev.elasticcloud.claim.folder\":\"%s\",\"dev.elasticcloud.claim.machine\":\"%s\"}}"
                        .formatted(folder, here.machine()));

        found(examined(), Level.FAULT, "Cloud's name", "managed from " + folder, "--cloud");

        locks = other -> Optional.of(() -> {});
        assertThat(examined())
                .filteredOn(finding -> finding.subject().equals("Cloud's name"))
                .allSatisfy(finding -> assertThat(finding.level()).isEqualTo(Level.OK))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.text()).contains("left over", "taken over"));
    }

    @Test
    void anAddressThatThisMachineHasNotMeansThatThePortCannotBeTried() {
        port = 8088;
        publish = "192.0.2.1";

        found(examined(), Level.WARNING, "Port for jobs", "cannot be tried", "--publish");
    }

    @Test
    void withoutAWantedPortAnyFreeOneWillDo() {
        assertThat(examined())
                .filteredOn(finding -> finding.subject().equals("Port for jobs"))
                .extracting(Finding::text)
                .containsExactly("any free one");
    }

    @Test
    void noEngineIsAFaultAndTheMachineIsExaminedAllTheSame() {
        List<Finding> findings = examined(URI.create("unix://" + folder.resolve("none.sock")));

        found(findings, Level.FAULT, "Docker Engine", "does not answer", "start Docker");
        assertThat(findings).hasSizeGreaterThan(3);
    }

    @Test
    void aDockerHostThatIsMisspeltIsTheEnginesLine() {
        List<Finding> findings =
                new Doctor(
                                new Doctor.Patient("mine", data, 0, true, "127.0.0.1", ""),
                                locks,
                                () -> NOW)
                        .examine(
                                () -> {
                                    throw PortException.of(
                                            PortException.Kind.REFUSED,
                                            "'x' is not a Docker host",
                                            "write unix:///path",
                                            null);
                                });

        found(findings, Level.FAULT, "Docker Engine", "'x' is not", "write unix:///path");
    }

    @ParameterizedTest
    @CsvSource({
        "19.03.15, FAULT, update Docker Engine to version 25",
        "23.0.1, WARNING, update Docker Engine"
    })
    void anOldEngineIsToBeUpdated(String old, Level level, String cure) {
        version.put("Version", old);

        found(examined(), level, "Docker Engine", old, cure);
    }

    @Test
    void arootlessEngineIsNamed() {
        info.putArray("SecurityOptions").add("name=rootless");

        found(examined(), Level.WARNING, "Rights", "rootless", "delegation");
    }

    @Test
    void anEngineThatCannotLimitProcessorsOrProcessesIsAFault() {
        info.put("CpuCfsQuota", false).put("PidsLimit", false);

        found(examined(), Level.FAULT, "Limits", "processors, processes", "cgroup v2");
    }

    @Test
    void theOldControlGroupsAreNamed() {
        info.put("CgroupVersion", "1");

        found(examined(), Level.WARNING, "Limits", "cgroup v1", "unified_cgroup_hierarchy");
    }

    @Test
    void slowStorageIsNamed() {
        info.put("Driver", "vfs");

        found(examined(), Level.WARNING, "Storage", "vfs", "overlay2");
    }

    @Test
    void aMissingInitProgramIsNamed() {
        info.putObject("InitCommit").put("ID", "N/A");

        found(examined(), Level.WARNING, "Init process", "docker-init", "install tini");
    }

    @Test
    void aSmallHostIsNamed() {
        info.put("MemTotal", 512L * 1024 * 1024);

        found(examined(), Level.WARNING, "Host", "512 MB", "at least 1 GB");
    }

    @Test
    void clocksThatDifferAreNamed() {
        info.put("SystemTime", NOW.minusSeconds(90).toString());

        found(examined(), Level.WARNING, "Docker host's clock", "90 s", "NTP");
    }

    @Test
    void aClockOfThePastIsAFault() {
        now = Instant.parse("1970-01-02T00:00:00Z");
        info.put("SystemTime", now.toString());

        found(examined(), Level.FAULT, "Clock", "1970", "NTP");
    }

    @Test
    void aFileInPlaceOfTheDataFolderIsAFault() throws IOException {
        Files.writeString(data, "");

        List<Finding> findings = examined();

        assertThat(findings)
                .anySatisfy(
                        finding -> {
                            assertThat(finding.level()).isEqualTo(Level.FAULT);
                            assertThat(finding.text()).contains("a file stands");
                            assertThat(finding.cure()).contains("--data");
                        });
    }

    @Test
    void aDataFolderWhosePathIsTooLongForASocketIsAFault() {
        data = folder.resolve("x".repeat(100));

        found(examined(), Level.FAULT, "Data folder", "bytes", "shorter path with --data");
    }

    @Test
    void aFullDiskIsAFaultAndAnAlmostFullOneAWarning() {
        assertThat(MachineChecks.disk(data, 1_000).level()).isEqualTo(Level.FAULT);
        assertThat(MachineChecks.disk(data, 500L << 20).level()).isEqualTo(Level.WARNING);
        assertThat(MachineChecks.disk(data, 500L << 30).level()).isEqualTo(Level.OK);
    }

    @Test
    void anOldJavaIsAFault() {
        assertThat(MachineChecks.java(Runtime.Version.parse("21.0.2")))
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.FAULT))
                .satisfies(finding -> assertThat(finding.cure()).contains("JDK 25"));
    }

    @Test
    void aMissingImageIsNamed() {
        engine.answer("/images/json", "[{\"RepoTags\":null},{\"RepoTags\":[\"other:1\"]}]");

        found(examined(), Level.WARNING, "Images", "debian:trixie-slim", "docker pull");
    }

    @Test
    void aNameThatAnotherManagerHasIsAFault() {
        engine.answer(
                "/volumes/ec-mine-claim",
                "{\"Name\":\"ec-mine-claim\",\"Labels\":{\"dev.elasticcloud.claim.folder\":\"/home/ada\",\"dev.elasticcloud.claim.machine\":\"ada's\"}}");

        found(examined(), Level.FAULT, "Cloud's name", "/home/ada on ada's", "--cloud");
    }

    @Test
    void usedUpSubnetsAreAFault() {
        subnets = "10.89.0.0/24";
        engine.answer("/networks", "[{\"IPAM\":{\"Config\":[{\"Subnet\":\"10.89.0.0/16\"}]}}]");

        found(examined(), Level.FAULT, "Subnets", "used", "--subnets");
    }

    @Test
    void aTakenPortIsAFaultWhenItWasNamedAndAWarningOtherwise() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = other.getLocalPort();
            found(examined(), Level.FAULT, "Port for jobs", "taken", "--port");
            portMoves = true;
            found(examined(), Level.WARNING, "Port for jobs", "taken", "--port");
            engine.answer(
                    "/containers/json",
                    "[{\"Names\":[\"/ec-mine-balancer\"],\"State\":\"running\"}]");
            assertThat(examined()).allMatch(finding -> finding.level() == Level.OK);
        }
    }

    @Test
    void whatTheFindingsWereMadeFromIsKeptForAReport() {
        engine.answer("/info", info.toString());
        engine.answer("/version", version.toString());
        Doctor doctor =
                new Doctor(
                        new Doctor.Patient("mine", data, 0, true, "127.0.0.1", ""),
                        locks,
                        () -> NOW);
        doctor.examine(() -> DockerHost.at(engine.address()));

        Map<String, String> notes = doctor.notes();
        assertThat(notes).containsKeys("docker-info.json", "docker-version.json");
    }
}

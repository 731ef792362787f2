package dev.elasticcloud.manager.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.JobParameter;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Startup;
import dev.elasticcloud.manager.model.spec.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodFolderTest {

    private static final String GOOD =
            """
            name: words
            limits: { cpus: 0.5, memory: 100MB }
            maxNodes: 5
            elasticity: { min: 1, max: 5, lowerThreshold: 30, upperThreshold: 70, cooldown: 500ms }
            job:
              path: /run
              timeout: 2m
              parameters:
                - { name: top, type: integer, default: 10, min: 1, max: 100, help: How many. }
                - { name: kind, type: choice, default: a, choices: [a, b], help: Which. }
            """;

    @TempDir Path parent;

    @Test
    void theThreePodsOfThisProjectAreRead() {
        List<PodSpec> pods = PodFolder.readAll(home().resolve("pod-dockerfiles"));
        assertThat(pods.stream().map(pod -> pod.name().value()))
                .containsExactly("heavy", "light", "medium");
        assertThat(pods.stream().map(PodSpec::limits))
                .containsExactly(
                        NodeLimits.of(0.8, 500), NodeLimits.of(0.3, 100), NodeLimits.of(0.5, 300));
        assertThat(pods.stream().map(PodSpec::balance))
                .containsExactly(Balance.FILL_FIRST, Balance.ROUND_ROBIN, Balance.LEAST_BUSY);
        assertThat(pods).allMatch(pod -> pod.target().equals(Target.NONE));
        PodSpec medium = pods.getLast();
        assertThat(medium.elasticity())
                .isEqualTo(new Elasticity(true, 1, 15, 0.3, 0.7, Duration.ofSeconds(10)));
        assertThat(medium.job().parameter("picture"))
                .hasValueSatisfying(
                        picture -> assertThat(picture).isInstanceOf(JobParameter.File.class));
        assertThat(medium.job().parameter("angle").orElseThrow().defaultValue()).isEqualTo("30");
    }

    @Test
    void omittedSettingsHaveDefaults() throws IOException {
        Path folder = pod("name: small\nlimits: { cpus: 1, memory: 1GB }\njob: {}\n");
        PodSpec pod = PodFolder.read(folder);
        assertThat(pod.limits()).isEqualTo(new NodeLimits(1, 1L << 30, 64));
        assertThat(pod.title()).isEqualTo("small");
        assertThat(pod.elasticity().enabled()).isFalse();
        assertThat(pod.job().path()).isEqualTo("/run");
        assertThat(pod.job().timeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aPodSetsHowManyJobsItHoldsAndHowOftenTheyAreTried() throws IOException {
        Path folder =
                pod(
                        "name: small\nlimits: { cpus: 1, memory: 1GB }\n"
                                + "job: { attempts: 5, hold: { most: 20, timeout: 90s } }\n");
        PodSpec pod = PodFolder.read(folder);
        assertThat(pod.job().attempts()).isEqualTo(5);
        assertThat(pod.job().hold()).isEqualTo(new JobProgram.Hold(20, Duration.ofSeconds(90)));
    }

    @Test
    void sizesAreWrittenAsOnTheCommandLine() throws IOException {
        Path folder = pod(GOOD.replace("100MB", "64M"));
        assertThat(PodFolder.read(folder).limits().memoryMib()).isEqualTo(64);
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreAccepted() throws IOException {
        Path folder = pod("\uFEFF" + GOOD.replace("\n", "\r\n"));
        Files.writeString(folder.resolve("Dockerfile"), "\uFEFFFROM scratch\r\n");
        assertThat(PodFolder.read(folder).name()).isEqualTo(PodName.of("words"));
    }

    @Test
    void aPodSetsHowLongItsNodesMayTakeToStart() throws IOException {
        Path folder = pod(GOOD);
        assertThat(PodFolder.read(folder).startup()).isEqualTo(Startup.STANDARD);

        declare(folder, GOOD + "startDeadline: 5m\ninitialisation: 30s\n");
        assertThat(PodFolder.read(folder).startup())
                .isEqualTo(new Startup(Duration.ofMinutes(5), Duration.ofSeconds(30)));
    }

    @Test
    void aDrainingNodeMayFinishItsLongestJobUnlessTheOwnerSaysOtherwise() throws IOException {
        String hours = GOOD.replace("timeout: 2m", "timeout: 3h");
        Path folder = pod(hours);
        assertThat(PodFolder.read(folder).drainDeadline()).isEqualTo(Duration.ofHours(3));

        declare(folder, hours + "drainDeadline: 30s\n");
        assertThat(PodFolder.read(folder).drainDeadline()).isEqualTo(Duration.ofSeconds(30));
    }

    private static void declare(Path folder, String text) throws IOException {
        Files.writeString(folder.resolve("pod.yaml"), text);
    }

    @Test
    void anImageTakesThePlaceOfADockerfile() throws IOException {
        Path folder = pod(GOOD + "image: example/words:2\n");
        Files.delete(folder.resolve("Dockerfile"));
        assertThat(PodFolder.read(folder).image())
                .isEqualTo(new ImageSource.Reference("example/words:2"));
    }

    @Test
    void theDigestChangesWithTheFolderAndItsBaseImage() throws IOException {
        Path folder = pod(GOOD);
        Path base = Files.createDirectory(parent.resolve("base"));
        String first = digest(folder);
        Files.writeString(base.resolve("Dockerfile"), "FROM scratch\n");
        String second = digest(folder);
        Files.writeString(folder.resolve("job.py"), "pass\n");
        String third = digest(folder);
        Files.createDirectory(folder.resolve("__pycache__"));
        Files.writeString(folder.resolve("__pycache__/job.pyc"), "compiled");
        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
        assertThat(digest(folder)).isEqualTo(third).matches("[0-9a-f]{12}");
        Files.writeString(folder.resolve("Dockerfile"), "FROM elsewhere\n");
        assertThat(digest(folder)).isEqualTo(FolderDigest.of(folder));
    }

    @Test
    void onlyFoldersWithADeclarationArePods() throws IOException {
        pod(GOOD);
        Files.createDirectory(parent.resolve("notes"));
        Path base = Files.createDirectory(parent.resolve("base"));
        Files.writeString(base.resolve("pod.yaml"), "not: a pod");
        assertThat(PodFolder.readAll(parent)).hasSize(1);
    }

    @Test
    void twoPodsMayNotShareAName() throws IOException {
        Path second = Files.createDirectory(parent.resolve("zwords"));
        pod(GOOD);
        Files.writeString(second.resolve("pod.yaml"), GOOD);
        Files.writeString(second.resolve("Dockerfile"), "FROM scratch\n");
        assertRefused(() -> PodFolder.readAll(parent), "zwords", "name is 'words'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    100MB | 100XB | limits.memory is '100XB'; give a size such as 100MB or 2GB
                    100MB | 999999999GB | limits.memory is '999999999GB'; give a size such as 100MB or 2GB, up to
                    maxNodes: 5 | maxNodes: 010 | maxNodes is '010'; write it as 10, or as a text in quotes (line
                    maxNodes: 5 | maxNodes: 0x1F | maxNodes is '0x1F'; write it as
                    maxNodes: 5 | maxNodes: 1_0 | maxNodes is '1_0'; write it as
                    maxNodes: 5 | maxNodes: 1.0 | maxNodes is '1.0'; give a whole number from 1 to 200
                    maxNodes: 5 | maxNodes: .nan | Malformed numeric value '.nan'
                    cpus: 0.5 | cpus: 1e400 | limits.cpus is
                    maxNodes: 5 | 'maxNodes: *five' | there is a reference (*five): write the value itself (line
                    100MB | 1MB | limits: Memory limit 1048576 bytes is too small
                    cpus: 0.5 | cpus: lots | limits.cpus is 'lots'; give a number from 0.01 to 512
                    cpus: 0.5 | cpus: 0 | limits.cpus is '0'; give a number from 0.01 to 512
                    'cpus: 0.5, ' | '' | limits.cpus is missing
                    cpus: 0.5 | cpu: 0.5 | limits.cpu is not a known key; did you mean cpus?
                    maxNodes: 5 | max_nodes: 5 | max_nodes is not a known key; did you mean maxNodes?
                    maxNodes: 5 | colour: 5 | colour is not a known key; known keys are balance,
                    maxNodes: 5 | maxNodes: 500 | maxNodes is '500'; give a whole number from 1 to 200
                    maxNodes: 5 | maxNodes: 4 | elasticity.max is '5'; give a whole number from 1 to 4
                    maxNodes: 5 | balance: fair | balance: 'fair' is not a way to balance
                    maxNodes: 5 | health: healthz | health path 'healthz' must be a plain path
                    name: words | name: Big Words | name: 'Big Words' is not a pod name: use 1 to 63
                    name: words | name: [a] | name is a list; give a string
                    name: words | title: words | name is missing
                    timeout: 2m | timeout: 2 hours | job.timeout is '2 hours'; give a duration such as
                    timeout: 2m | timeout: 0s | job: Job timeout must be from 1ms to 168h, not 0s
                    timeout: 2m | timeout: 200h | job: Job timeout must be from 1ms to 168h, not 200h
                    maxNodes: 5 | startDeadline: 0s | startDeadline: The start deadline must be from 1s to 24h
                    maxNodes: 5 | startDeadline: 75 | startDeadline is '75'; give it a unit, such as 75s
                    maxNodes: 5 | initialisation: 25h | initialisation: The initialisation must be from 0s to
                    path: /run | path: run | job: Job path 'run' must begin with /
                    path: /run | idempotent: maybe | job.idempotent is 'maybe'; give true or false
                    lowerThreshold: 30 | lowerThreshold: 80 | elasticity: Thresholds 80 % and 70 % do not fit
                    default: 10 | default: 1000 | job.parameters[0].default does not fit its own range; top must be
                    'default: 10, ' | '' | job.parameters[0].default is missing
                    type: integer | type: whole | job.parameters[0].type is 'whole'; use one of choice, file,
                    type: integer | type: text | job.parameters[0].min is not a known key
                    min: 1, max: 100 | min: 9, max: 3 | job.parameters[0].min is 9; give no more than max
                    name: kind | name: top | job.parameters[1].name 'top' is given twice
                    default: a | default: c | job.parameters[1].default does not fit its own range
                    'choices: [a, b]' | 'choices: []' | job.parameters[1].choices is empty
                    maxNodes: 5 | limits: 5 | Duplicate field 'limits'
                    maxNodes: 5 | 'maxNodes: [5' | pod.yaml is not YAML in line
                    """)
    void aMistakeIsReportedWithItsPlaceAndWhatIsAllowed(String good, String bad, String message)
            throws IOException {
        assertThat(GOOD).contains(good);
        Path folder = pod(GOOD.replaceFirst(java.util.regex.Pattern.quote(good), bad));
        assertRefused(() -> PodFolder.read(folder), folder.resolve("pod.yaml").toString(), message);
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Path folder = pod("");
        assertRefused(() -> PodFolder.read(folder), "the content is empty; give keys with values");
    }

    @Test
    void aFolderWithoutADeclarationIsRefused() {
        assertRefused(() -> PodFolder.read(parent), "pod.yaml is missing");
    }

    @Test
    void aFolderWithNeitherDockerfileNorImageIsRefused() throws IOException {
        Path folder = pod(GOOD);
        Files.delete(folder.resolve("Dockerfile"));
        assertRefused(
                () -> PodFolder.read(folder), "image is missing and there is no", "Dockerfile");
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID))
                .hasMessageContainingAll(words);
    }

    private Path pod(String declaration) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("words"));
        Files.writeString(folder.resolve("pod.yaml"), declaration);
        Files.writeString(folder.resolve("Dockerfile"), "FROM elastic-cloud/base\n");
        return folder;
    }

    private static String digest(Path folder) {
        ImageSource image = PodFolder.read(folder).image();
        assertThat(image).isInstanceOf(ImageSource.Folder.class);
        return ((ImageSource.Folder) image).digest();
    }

    private static Path home() {
        return Path.of(System.getProperty("elasticcloud.home"));
    }
}

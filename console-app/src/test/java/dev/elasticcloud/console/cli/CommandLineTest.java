package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.console.cli.Commands.Answer;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Startup;
import dev.elasticcloud.manager.model.status.NodeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Path CHECKOUT = Path.of(System.getProperty("elasticcloud.home", "."));

    @TempDir Path home;

    private Commands cloud;

    @BeforeEach
    void open() {
        cloud = Commands.onSimulatedCloud(home);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Answer done(String... words) {
        Answer answer = cloud.run(words);
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer;
    }

    private PodSpec light() {
        return cloud.cloud().snapshot().pod(PodName.of("light")).orElseThrow().spec();
    }

    private JsonNode json(String... words) throws IOException {
        return JSON.readTree(done(words).out());
    }

    @Test
    void theShortCommandsRunAPodFromInitialisationToShutdown() {
        done("init", "light=1", "--wait");
        done("elasticity", "disable", "light", "--wait");
        done("register", "first-1", "light", "--wait");
        assertThat(done("node", "ls", "light").out()).contains("first-1", "registered");
        done("launch", "light", "first-1", "--wait");
        done("elasticity", "lower_threshold", "light", "20");
        done("elasticity", "upper_threshold", "light", "0.65");
        done("pause", "light", "first-1", "--wait");
        assertThat(done("node", "ls", "light").out()).contains("paused");
        done("resume", "light", "first-1", "--wait");
        assertThat(done("request", "light").out()).contains("thresholds 20% to 65%");
        assertThat(done("job", "run", "light", "--wait").out()).startsWith("{");
        done("rm", "first-1", "light", "--wait");
        done("elasticity", "enable", "light", "2", "5", "--wait");
        assertThat(light().elasticity().enabled()).isTrue();
        assertThat(light().elasticity().min()).isEqualTo(2);
        done("pause", "light", "--wait");
        done("resume", "light", "--wait");
        done("pod", "shutdown", "light", "--yes", "--wait");
        assertThat(light().target().initialised()).isFalse();
    }

    @Test
    void aThresholdCanBeAPercentageOrAFraction() {
        done("elasticity", "lower_threshold", "light", "30", "--wait");
        assertThat(light().elasticity().lowerThreshold()).isEqualTo(0.30);
        done("elasticity", "lower-threshold", "light", "0.25", "--wait");
        assertThat(light().elasticity().lowerThreshold()).isEqualTo(0.25);
        done("elasticity", "upper-threshold", "light", "80%", "--wait");
        assertThat(light().elasticity().upperThreshold()).isEqualTo(0.80);
        Answer beyond = cloud.run("elasticity", "upper_threshold", "light", "180");
        assertThat(beyond.code()).isEqualTo(ErrorCode.INVALID.exitCode());
        assertThat(beyond.err()).contains("180 is out of range: give 0 to 100 %");
    }

    @Test
    void everySettingReachesTheSpec() {
        done("set", "limits", "light", "--cpus", "0.5", "--memory", "256m", "--pids", "99");
        done("set", "slots", "light", "7");
        done("set", "max", "light", "25");
        done("set", "spares", "light", "2");
        done("set", "balance", "light", "least-busy");
        done("set", "drain-deadline", "light", "5m");
        done("set", "start-deadline", "light", "3m");
        done("set", "initialisation", "light", "30s");
        done("elasticity", "cooldown", "light", "45s");
        done("elasticity", "bounds", "light", "3", "9");
        assertThat(light().limits().cpus()).isEqualTo(0.5);
        assertThat(light().limits().memoryMib()).isEqualTo(256);
        assertThat(light().limits().pids()).isEqualTo(99);
        assertThat(light().slots()).isEqualTo(7);
        assertThat(light().maxNodes()).isEqualTo(25);
        assertThat(light().spares()).isEqualTo(2);
        assertThat(light().balance()).isEqualTo(Balance.LEAST_BUSY);
        assertThat(light().drainDeadline()).isEqualTo(Duration.ofMinutes(5));
        assertThat(light().startup())
                .isEqualTo(new Startup(Duration.ofMinutes(3), Duration.ofSeconds(30)));
        assertThat(light().elasticity().cooldown()).isEqualTo(Duration.ofSeconds(45));
        assertThat(light().elasticity().max()).isEqualTo(9);
        assertThat(cloud.run("set", "limits", "light").err()).contains("give --cpus");
        assertThat(cloud.run("set", "balance", "light", "randomly").err()).contains("least-busy");
    }

    @Test
    void scalingRulesAreShownSetAndReset() throws IOException {
        String usual = done("scaling", "show", "light").out();
        assertThat(usual).contains("kind: concurrency", "kind: forecast", "calm: 10s");
        Answer dry = done("scaling", "set", "light", "--rule", "target,of=memory", "--dry-run");
        assertThat(dry.err()).contains("Warning: memory target: ");
        assertThat(done("scaling", "show", "light").out()).isEqualTo(usual);

        done(
                "scaling",
                "set",
                "light",
                "--rule",
                "concurrency",
                "--rule",
                "band,window=5s",
                "--up",
                "min,4/5s,100%/10s",
                "--down",
                "calm=15s");
        String changed = done("scaling", "show", "light").out();
        assertThat(changed)
                .contains("kind: band", "window: 5s", "select: min", "percent: 100", "calm: 15s")
                .doesNotContain("forecast");
        assertThat(light().elasticity().cooldown()).isEqualTo(Duration.ofSeconds(15));
        assertThat(json("scaling", "show", "light", "-o", "json").at("/rules/1/of").asText())
                .isEqualTo("cpu");
        Path file = Files.writeString(home.resolve("rules.yaml"), usual);
        done("scaling", "set", "light", "--from", file.toString());
        assertThat(done("scaling", "show", "light").out()).isEqualTo(usual);
        done("scaling", "set", "light", "--rule", "{kind: target, percent: 55}");
        done("scaling", "reset", "light");
        assertThat(done("scaling", "show", "light").out()).isEqualTo(usual);
    }

    @Test
    void anInvalidScalingRuleIsRefusedWithTheValidForm() {
        assertThat(cloud.run("scaling", "set", "light").err()).contains("give --rule");
        assertThat(cloud.run("scaling", "set", "light", "--rule", "magic").err())
                .contains("rules[0].kind is 'magic'; give band, concurrency");
        assertThat(cloud.run("scaling", "set", "light", "--rule", "target,60").err())
                .contains("'60' in --rule target,60 is not a setting");
        assertThat(cloud.run("scaling", "set", "light", "--up", "4/soon").err())
                .contains("up.steps[0].period is 'soon'; give a duration");
        assertThat(cloud.run("scaling", "set", "light", "--from", "nowhere.yaml").err())
                .contains("Cannot read file nowhere.yaml");
        assertThat(cloud.run("scaling", "set", "light", "--up", "4/soon").code())
                .isEqualTo(ErrorCode.INVALID.exitCode());
    }

    @Test
    void aDryRunPrintsThePlanAndChangesNothing() throws IOException {
        Answer plan = done("init", "light=2", "--dry-run");
        assertThat(plan.out()).contains("build the image of light", "BECAUSE");
        assertThat(light().target().initialised()).isFalse();
        assertThat(json("init", "light=2", "--dry-run", "-o", "json").get(0).has("step")).isTrue();
    }

    @Test
    void dataGoesToTheOutputAndMessagesToTheErrorOutput() throws IOException {
        Answer init = done("init", "light", "--wait");
        assertThat(init.out()).isEmpty();
        assertThat(init.err()).contains("Done", "Next: ");
        assertThat(done("init", "medium", "--quiet").err()).isEmpty();
        assertThat(done("pod", "ls", "-q").out().lines())
                .containsExactly("light", "medium", "heavy");
        JsonNode pods = json("pod", "ls", "-o", "json");
        assertThat(pods.get(0).get("pod").asText()).isEqualTo("light");
        assertThat(pods.get(0).get("online").asInt()).isEqualTo(1);
        JsonNode receipt = json("elasticity", "disable", "light", "-o", "json");
        assertThat(receipt.get("generation").asLong()).isPositive();
    }

    @Test
    void sharedOptionsWorkBeforeAndAfterTheCommand() {
        assertThat(done("-o", "json", "pod", "ls").out()).startsWith("[");
        assertThat(done("pod", "-o", "json", "ls").out()).startsWith("[");
        assertThat(done("pod", "ls", "-o", "json").out()).startsWith("[");
    }

    @Test
    void anOptionThatACommandWouldIgnoreIsRefused() {
        Answer misplaced = cloud.run("--simulated", "pod", "ls");
        assertThat(misplaced.code()).isEqualTo(ErrorCode.INVALID.exitCode());
        assertThat(misplaced.err()).contains("--simulated has no effect before a command");
    }

    @Test
    void theVersionIsTheOneOfTheBuild() throws IOException {
        String pom = Files.readString(CHECKOUT.resolve("pom.xml"));
        String built = pom.replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");

        assertThat(done("version").out().strip()).isEqualTo("Elastic Cloud Console " + built);
        assertThat(done("--version").out()).isEqualTo(done("version").out());
    }

    @Test
    void jobsAreRunListedShownAndCancelled() throws IOException {
        done("init", "light", "--wait");
        String id = done("job", "run", "light", "-p", "top=3").out().strip();
        assertThat(done("job", "result", id).out()).startsWith("{");
        JsonNode shown = json("job", "show", id, "-o", "json");
        assertThat(shown.get("state").asText()).isEqualTo("COMPLETED");
        assertThat(shown.get("parameters").get("top").asText()).isEqualTo("3");
        assertThat(json("job", "run", "light", "--count", "5", "--wait", "-o", "json")).hasSize(5);
        assertThat(done("job", "ls", "light", "--state", "completed", "-q").out().lines())
                .hasSize(6)
                .contains(id);
        Answer ended = cloud.run("job", "cancel", id);
        assertThat(ended.code()).isEqualTo(ErrorCode.CONFLICT.exitCode());
        assertThat(cloud.run("job", "show", "no-such-job").code())
                .isEqualTo(ErrorCode.NOT_FOUND.exitCode());
    }

    @Test
    void anInvalidParameterIsRefusedWithItsRange() {
        done("init", "light", "--wait");
        Answer answer = cloud.run("job", "run", "light", "-p", "top=1000");
        assertThat(answer.code()).isEqualTo(ErrorCode.INVALID.exitCode());
        assertThat(answer.err()).contains("top must be a whole number from 1 to 100");
    }

    @Test
    void aParameterCanBeReadFromAFile() throws IOException {
        Path text = Files.writeString(home.resolve("text.txt"), "two words");
        done("init", "light", "--wait");
        String id = done("job", "run", "light", "-p", "text=@" + text).out().strip();
        assertThat(json("job", "show", id, "-o", "json").get("parameters").get("text").asText())
                .isEqualTo("two words");
        assertThat(cloud.run("job", "run", "light", "-p", "text=@/none").err())
                .contains("Cannot read file /none");
    }

    @Test
    void theHelpOfAJobListsThePodsParameters() {
        Answer help = done("job", "run", "light", "-h");
        assertThat(help.out()).contains("Examples:", "top", "1 to 100", "How many of the most");
    }

    @Test
    void everyCommandHasHelpWithExamplesBeforeOptions() {
        for (List<String> words : CommandTree.all()) {
            List<String> asked = new java.util.ArrayList<>(words);
            asked.add("-h");
            String help = done(asked.toArray(String[]::new)).out();
            assertThat(help).as(String.join(" ", words)).contains("Examples:", "Usage: cloud");
            assertThat(help.indexOf("Examples:")).isLessThan(help.indexOf("Usage: cloud"));
            asked.removeLast();
            asked.addFirst("help");
            assertThat(done(asked.toArray(String[]::new)).out()).isEqualTo(help);
        }
    }

    @Test
    void everyExampleInTheHelpIsAValidCommand() {
        for (List<String> words : CommandTree.all()) {
            CommandTree.examples(words)
                    .forEach(
                            example ->
                                    assertThat(CommandTree.problemWith(example))
                                            .as(example)
                                            .isEmpty());
        }
    }

    @Test
    void aMisspeltNameIsAnsweredWithTheNearestOne() {
        Answer answer = cloud.run("pod", "lst");
        assertThat(answer.code()).isEqualTo(ErrorCode.INVALID.exitCode());
        assertThat(answer.err()).contains("ls").contains("cloud pod -h");
        assertThat(cloud.run("elasticty", "enable").err()).contains("elasticity");
        assertThat(cloud.run("pod", "show", "ligth").err()).contains("the pods are light,");
        assertThat(cloud.run("node", "rm", "light-9").err()).contains("There is no node 'light-9'");
        assertThat(cloud.run("help", "pods", "show").code()).isEqualTo(64);
    }

    @Test
    void aChangeThatCannotBeUndoneNeedsConfirmation() {
        done("init", "light", "--wait");
        Answer refused = cloud.run("pod", "shutdown", "light");
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID.exitCode());
        assertThat(refused.err()).contains("Shut down pod light with", "add --yes");
        assertThat(light().target().initialised()).isTrue();
    }

    @Test
    void decisionsEventsHistoryAndLogsAreListed() throws IOException {
        done("init", "light=1", "--wait");
        assertThat(json("decisions", "light", "-o", "json").get(0).get("why").asText())
                .isNotEmpty();
        assertThat(done("events", "--tail", "200").out()).contains("initialise light with 1");
        assertThat(json("events", "--since", "1h", "--pod", "light", "-o", "json")).isNotEmpty();
        assertThat(cloud.run("events", "--since", "soon").err())
                .contains("'soon' is not a duration");
        assertThat(json("history", "light", "--since", "1m", "-o", "json").isArray()).isTrue();
        cloud.cloud()
                .await(
                        s ->
                                s.pod(PodName.of("light")).orElseThrow().nodes().stream()
                                        .anyMatch(n -> n.state() == NodeState.ONLINE),
                        Duration.ofSeconds(10));
        assertThat(cloud.run("logs", "light-1", "--tail", "5").code()).isZero();
    }

    @Test
    void aPodIsAddedFromItsFolder() throws IOException {
        Path folder = Files.createDirectory(home.resolve("mine"));
        Files.writeString(folder.resolve("Dockerfile"), "FROM elastic-cloud/base:latest\n");
        Path yaml = CHECKOUT.resolve("pod-dockerfiles/light/pod.yaml");
        Files.writeString(
                folder.resolve("pod.yaml"),
                Files.readString(yaml).replace("name: light", "name: mine"));
        assertThat(done("pod", "add", folder.toString()).out()).contains("mine");
        assertThat(done("pod", "ls", "-q").out()).contains("mine");
        assertThat(cloud.run("pod", "add", home.resolve("none").toString()).code())
                .isEqualTo(ErrorCode.INVALID.exitCode());
        done("pod", "rm", "mine", "--yes");
    }

    @Test
    void topPrintsOnceWithoutATerminal() {
        done("init", "light", "--wait");
        assertThat(done("top").out())
                .contains("simulated", "POD", "light", "NODE", "light-1", "Jobs: 0 accepted")
                .doesNotContain("\u001b");
    }

    @Test
    void aShellRunsTheLinesOfItsInputAndStopsAtTheFirstFailure() {
        Answer answer =
                cloud.runWith(
                        "# a comment\n\n"
                                + "init light --wait\n"
                                + "cloud pod ls -q\n"
                                + "pod show nothing\n"
                                + "pod ls -o json\n",
                        "shell");
        assertThat(answer.code()).isEqualTo(ErrorCode.NOT_FOUND.exitCode());
        assertThat(answer.out().lines()).containsExactly("light", "medium", "heavy");
        assertThat(answer.err()).contains("Stopped at: pod show nothing");
    }

    @Test
    void aShellKeepsTheCloudThatItWasStartedWith() {
        cloud.with("CLOUD_URL", "");
        Answer answer = cloud.runWith("pod ls -q\n", "shell", "--url", "http://simulated:1");
        assertThat(answer.out().lines()).containsExactly("light", "medium", "heavy");
    }

    @Test
    void optionsOfOneLineInAShellDoNotAffectTheNext() {
        Answer answer = cloud.runWith("pod ls -o json\npod ls\n", "shell");
        assertThat(answer.out()).startsWith("[").contains("POD ");
    }

    @Test
    void aShellCompletesCommandsPodsAndNodes() {
        done("init", "light", "--wait");
        assertThat(complete("po")).contains("pod");
        assertThat(complete("pod", "sh")).contains("show", "shutdown");
        assertThat(complete("pod", "show", "")).contains("light", "medium", "heavy");
        assertThat(complete("node", "pause", "li")).contains("light-1");
        assertThat(complete("job", "run", "light", "--wa")).contains("--wait");
    }

    private List<String> complete(String... words) {
        return cloud.complete(List.of(words));
    }

    @Test
    void completionIsPrintedForBothShells() {
        assertThat(done("completion", "bash").out()).contains("complete -F _complete_cloud");
        assertThat(done("completion", "zsh").out()).contains("compinit");
        assertThat(cloud.run("completion", "fish").code()).isEqualTo(64);
    }

    @Test
    void withoutACloudOneLineSaysHowToStartOne() {
        Answer answer = cloud.with("CLOUD_URL", "").run("pod", "ls");
        assertThat(answer.code()).isEqualTo(ErrorCode.UNAVAILABLE.exitCode());
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines()).hasSize(1);
        assertThat(answer.err()).contains("cloud serve", "cloud console");
    }
}

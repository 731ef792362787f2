package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.console.cli.Commands.Answer;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.NodeState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What all commands share: options, output, help, names and the way to a cloud.
class CommandLineTest extends CommandsOnASimulatedCloud {

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

    /// The help is wrapped to the width of the terminal; a sentence broken by hand would be broken
    /// twice.
    @Test
    void noSentenceOfTheHelpIsBrokenByHand() {
        for (List<String> words : CommandTree.all()) {
            for (String[] parts : CommandTree.descriptions(words)) {
                for (int i = 0; i + 1 < parts.length; i++) {
                    assertThat(parts[i]).as(String.join(" ", words)).matches("|.*[.:;?]");
                }
            }
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
    void theStepsOfAddedNodesAndWhatHeldTheCountAreListed() throws IOException {
        done("init", "light=1", "--wait");
        done("elasticity", "enable", "light", "1", "2");
        done("job", "run", "light", "--count", "60");
        cloud.cloud()
                .await(
                        s -> done("decisions", "light", "--steps").out().contains("routed"),
                        Duration.ofSeconds(10));

        assertThat(done("decisions", "light", "--changes").out()).contains("REACTION", " ms");
        assertThat(json("decisions", "light", "--changes", "-o", "json"))
                .map(decision -> decision.path("reaction").path("nodes").path(0).path("steps"))
                .anySatisfy(steps -> assertThat(steps.path("routed").isNumber()).isTrue());
        cloud.cloud()
                .await(
                        s -> done("decisions", "light", "--holds").out().contains(" max "),
                        Duration.ofSeconds(10));
        assertThat(json("decisions", "light", "--holds", "-o", "json"))
                .filteredOn(hold -> hold.path("cause").asText().equals("MAX"))
                .allSatisfy(
                        hold ->
                                assertThat(hold.path("wished").asInt())
                                        .isGreaterThan(hold.path("allowed").asInt()))
                .isNotEmpty();
    }

    @Test
    void topPrintsOnceWithoutATerminal() {
        done("init", "light", "--wait");
        assertThat(done("top").out())
                .contains("simulated", "POD", "light", "NODE", "light-1", "Jobs: 0 accepted")
                .doesNotContain("\u001b");
    }

    @Test
    void withoutACloudOneLineSaysHowToStartOne() {
        Answer answer = cloud.with("CLOUD_URL", "").run("pod", "ls");
        assertThat(answer.code()).isEqualTo(ErrorCode.UNAVAILABLE.exitCode());
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines()).hasSize(1);
        assertThat(answer.err()).contains("cloud serve", "cloud console");
    }

    @Test
    void aPictureHasAWidthAndAHeight() {
        Answer wrong = cloud.run("shots", "--sizes", "1280x800,wide");
        assertThat(wrong.code()).isEqualTo(ErrorCode.INVALID.exitCode());
        assertThat(wrong.err()).contains("such as 1280x800, not 'wide'");
    }
}

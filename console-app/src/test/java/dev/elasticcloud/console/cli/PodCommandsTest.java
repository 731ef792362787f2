package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.cli.Commands.Answer;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Startup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Commands about pods, their nodes, limits and scaling.
class PodCommandsTest extends CommandsOnASimulatedCloud {

    private PodSpec light() {
        return cloud.cloud().snapshot().pod(PodName.of("light")).orElseThrow().spec();
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
                .contains("nowhere.yaml cannot be read");
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
    void aChangeThatCannotBeUndoneNeedsConfirmation() {
        done("init", "light", "--wait");
        Answer refused = cloud.run("pod", "shutdown", "light");
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID.exitCode());
        assertThat(refused.err()).contains("Shut down pod light with", "add --yes");
        assertThat(light().target().initialised()).isTrue();
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
}

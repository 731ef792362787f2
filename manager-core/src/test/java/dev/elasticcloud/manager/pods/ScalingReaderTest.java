package dev.elasticcloud.manager.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.Measure;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingReaderTest {

    @TempDir Path folder;

    private Elasticity read(String elasticity) throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");
        Files.writeString(
                folder.resolve("pod.yaml"),
                "name: small\nlimits: { cpus: 1, memory: 1GB }\njob: {}\nmaxNodes: 10\n"
                        + elasticity);
        return PodFolder.read(folder).elasticity();
    }

    @Test
    void theDefaultRulesApplyWhereNoneAreDeclared() throws IOException {
        Elasticity elasticity = read("elasticity: { min: 1 }\n");

        assertThat(elasticity.scaling()).isEqualTo(Scaling.DEFAULT);
        assertThat(elasticity.lowerThreshold()).isEqualTo(Elasticity.LOWER_THRESHOLD);
        assertThat(elasticity.upperThreshold()).isEqualTo(Elasticity.UPPER_THRESHOLD);
    }

    @Test
    void everyKindOfRuleCanBeDeclared() throws IOException {
        Elasticity elasticity =
                read(
                        """
                        elasticity:
                          cooldown: 30s
                          rules:
                            - { kind: band, of: memory, window: 5s }
                            - { kind: target, percent: 60, toleranceUp: 0.2 }
                            - { kind: concurrency, utilisation: 0.8, stableWindow: 30s }
                            - { kind: forecast, price: 0.01, seasons: false }
                            - kind: schedule
                              zone: Europe/Berlin
                              entries:
                                - { days: [mon, friday], from: "08:00", until: "18:30", nodes: 3 }
                          up: { select: min, calm: 5s, steps: [ { nodes: 2, period: 10s } ] }
                          down: { select: disabled }
                        """);

        assertThat(elasticity.scaling().rules())
                .containsExactly(
                        new ScalingRule.Band(Measure.MEMORY, Duration.ofSeconds(5)),
                        new ScalingRule.Target(Measure.CPU, 60, 0.1, 0.2),
                        new ScalingRule.Concurrency(
                                0.8,
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(6),
                                2,
                                1000,
                                2,
                                Duration.ZERO,
                                200),
                        new ScalingRule.Forecast(0.01, false),
                        new ScalingRule.Schedule(
                                ZoneId.of("Europe/Berlin"),
                                List.of(
                                        new ScalingRule.Schedule.Entry(
                                                Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                                LocalTime.of(8, 0),
                                                LocalTime.of(18, 30),
                                                3))));
        ScalingBehaviour behaviour = elasticity.scaling().declared();
        assertThat(behaviour.up())
                .isEqualTo(
                        new ScalingBehaviour.Direction(
                                ScalingBehaviour.Select.MIN,
                                Duration.ofSeconds(5),
                                List.of(ScalingBehaviour.Step.nodes(2, Duration.ofSeconds(10)))));
        assertThat(behaviour.down().select()).isEqualTo(ScalingBehaviour.Select.DISABLED);
        assertThat(behaviour.down().calm()).isEqualTo(elasticity.cooldown());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules: [ { kind: magic } ] | rules[0].kind is 'magic'; give band, concurrency",
                "rules: [ { kind: band, percent: 3 } ] | rules[0].percent is not a known key",
                "rules: [ { kind: band, of: disk } ] | rules[0].of is 'disk'; give cpu or memory",
                "rules: [ { kind: forecast, price: 7 } ] | rules[0].price is '7'; give a number",
                "rules: [ { kind: band }, { kind: band } ] | Each kind of rule may be given once",
                "up: { steps: [ { period: 5s } ] } | has both or neither of nodes and percent",
                "up: { select: some } | up.select is 'some'; give max, min or disabled",
            })
    void aMistakeIsReportedWithWhatWouldBeRight(String content, String complaint) {
        assertThatThrownBy(() -> read("elasticity: { " + content + " }\n"))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void theCalmOfScalingDownDefaultsToTheCooldown() throws IOException {
        assertThat(read("elasticity: { down: { calm: 25s } }\n").cooldown())
                .isEqualTo(Duration.ofSeconds(25));
        assertThat(read("elasticity: { cooldown: 5s, down: { calm: 25s } }\n").cooldown())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void writtenSettingsReadBackEqual() {
        Scaling all =
                ScalingGrammar.read(
                        "here",
                        """
                        rules:
                          - { kind: band, of: memory, window: 1500ms }
                          - { kind: target, percent: 60, toleranceUp: 0.2 }
                          - { kind: concurrency }
                          - { kind: forecast, seasons: false }
                          - kind: schedule
                            zone: Europe/Berlin
                            entries: [ { days: [ mon ], from: "08:00", until: "18:30", nodes: 3 } ]
                        up: { select: min, steps: [ { nodes: 2, period: 5s } ] }
                        down: { select: disabled }
                        """,
                        Scaling.DEFAULT);

        assertThat(all.rules()).hasSize(5);
        for (Scaling scaling : List.of(all, Scaling.DEFAULT, new Scaling(all.rules(), null))) {
            assertThat(
                            ScalingGrammar.read(
                                    "here",
                                    ScalingGrammar.written(scaling),
                                    new Scaling(Scaling.DEFAULT.rules(), scaling.behaviour())))
                    .isEqualTo(scaling);
        }
    }

    @Test
    void omittedSettingsStayUnchanged() {
        Scaling now =
                ScalingGrammar.read(
                        "here", "{rules: [{kind: target}], up: {calm: 3s}}", Scaling.DEFAULT);

        Scaling then = ScalingGrammar.read("here", "down: {steps: [{nodes: 2, period: 7s}]}", now);

        assertThat(then.rules()).isEqualTo(now.rules());
        assertThat(then.declared().up()).isEqualTo(now.declared().up());
        assertThat(then.declared().down().calm()).isEqualTo(now.declared().down().calm());
        assertThat(then.declared().down().steps())
                .containsExactly(ScalingBehaviour.Step.nodes(2, Duration.ofSeconds(7)));
        assertThatThrownBy(() -> ScalingGrammar.read("here", "rules: {", now))
                .isInstanceOf(CloudException.class)
                .hasMessageStartingWith("here: this is not YAML");
    }
}

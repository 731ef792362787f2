package dev.elasticcloud.manager.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelJsonTest {

    private final ModelJson json = new ModelJson();

    static Stream<Object> everythingThatCrossesTheWire() {
        return Stream.of(
                        Stream.of(
                                WireSamples.SNAPSHOT,
                                CloudSnapshot.empty("test", WireSamples.NOW),
                                WireSamples.DECISION,
                                WireSamples.HISTORY,
                                WireSamples.JOB,
                                WireSamples.EVENT,
                                new JobRequest(WireSamples.POD, Map.of("top", "3")),
                                new LogLine(WireSamples.NOW, true, "a \"line\""),
                                new Receipt(7, java.util.Set.of(WireSamples.POD)),
                                new Plan(
                                        WireSamples.actions().stream()
                                                .map(a -> new Plan.Step(a, "because"))
                                                .toList())),
                        WireSamples.commands().stream(),
                        WireSamples.actions().stream())
                .flatMap(s -> s);
    }

    @ParameterizedTest
    @MethodSource("everythingThatCrossesTheWire")
    void everythingIsReadBackAsWritten(Object value) {
        assertThat(json.read(json.write(value), wireType(value))).isEqualTo(value);
        assertThat(ModelJson.strict().read(json.write(value), wireType(value))).isEqualTo(value);
    }

    private static Class<?> wireType(Object value) {
        return switch (value) {
            case Command c -> Command.class;
            case Action a -> Action.class;
            default -> value.getClass();
        };
    }

    @Test
    void theSamplesCoverEveryCommandAndEveryAction() {
        assertThat(kinds(Command.class))
                .isEqualTo(
                        WireSamples.commands().stream()
                                .map(Object::getClass)
                                .collect(Collectors.toSet()));
        assertThat(kinds(Action.class))
                .isEqualTo(
                        WireSamples.actions().stream()
                                .map(Object::getClass)
                                .collect(Collectors.toSet()));
    }

    private static java.util.Set<Class<?>> kinds(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(c -> c.isSealed() ? kinds(c).stream() : Stream.of(c))
                .collect(Collectors.toSet());
    }

    @Test
    void commandsAreDistinguishedByTheirKind() {
        assertThat(json.write(new Command.LaunchNode(WireSamples.POD, null)))
                .isEqualTo("{\"kind\":\"launch-node\",\"pod\":\"light\",\"node\":null}");
        assertThat(json.write(new Command.SetBalance(WireSamples.POD, Balance.LEAST_BUSY)))
                .contains("\"balance\":\"least-busy\"");
    }

    @Test
    void aSpellingOfAnOlderVersionIsStillRead() {
        assertThat(
                        json.read(
                                "{\"kind\":\"set-balance\",\"pod\":\"light\",\"balance\":\"FILL_FIRST\"}",
                                Command.class))
                .isEqualTo(new Command.SetBalance(WireSamples.POD, Balance.FILL_FIRST));
    }

    @Test
    void aJobsJsonAnswerIsEmbeddedInItsRecord() {
        Job done = WireSamples.JOB;

        assertThat(json.write(done)).contains("\"result\":{\"pi\":3.14159265358979323846}");
        for (String answer : List.of("", "\"text\"", "{\"broken\":", "{} {}", "3", "plain")) {
            Job odd = done.completed(WireSamples.NOW, "light-1", answer);
            assertThat(json.read(json.write(odd), Job.class)).isEqualTo(odd);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"set-slots\",\"pod\":\"light\",\"slots\":1.5}",
                "{\"kind\":\"set-slots\",\"pod\":\"light\",\"slots\":1.0}",
                "{\"kind\":\"set-slots\",\"pod\":\"light\",\"slots\":1e400}",
                "{\"kind\":\"set-slots\",\"pod\":\"light\",\"slots\":NaN}",
                "{\"kind\":\"set-slots\",\"pod\":\"light\",\"slots\":010}",
                "{\"kind\":\"set-slots\",\"pod\":\"light\",\"slots\":1,\"slots\":2}"
            })
    void fractionsInWholeNumbersAndDuplicateFieldsAreRefused(String text) {
        assertThatThrownBy(() -> ModelJson.strict().read(text, Command.class))
                .isInstanceOf(JsonException.class);
    }

    @Test
    void numbersAndBooleansAddedLaterMayBeAbsent() {
        String policy = "{\"overcommit\":2,\"reserveBytes\":0}";

        assertThat(json.read(policy, HostPolicy.class)).isEqualTo(new HostPolicy(2, 0));
        assertThat(ModelJson.strict().read(policy, HostPolicy.class))
                .isEqualTo(new HostPolicy(2, 0));
        assertThatThrownBy(() -> json.read("{\"overcommit\":2}", HostPolicy.class))
                .isInstanceOfSatisfying(
                        JsonException.class, e -> assertThat(e.field()).isEqualTo("reserveBytes"));
    }

    @Test
    void theStrictReaderNamesMissingAndUnknownFields() {
        ModelJson strict = ModelJson.strict();

        assertThatThrownBy(
                        () ->
                                strict.read(
                                        "{\"kind\":\"set-slots\",\"pod\":\"light\"}",
                                        Command.class))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("slots");
        assertThatThrownBy(
                        () -> strict.read("{\"kind\":\"pause-pod\",\"pod\":null}", Command.class))
                .isInstanceOf(JsonException.class);
        assertThatThrownBy(
                        () ->
                                strict.read(
                                        "{\"kind\":\"pause-pod\",\"pod\":\"light\",\"sooner\":1}",
                                        Command.class))
                .isInstanceOfSatisfying(
                        JsonException.class, e -> assertThat(e.field()).isEqualTo("sooner"));
        assertThat(strict.read("{\"kind\":\"register-node\",\"pod\":\"light\"}", Command.class))
                .isEqualTo(new Command.RegisterNode(WireSamples.POD, null));
    }

    @Test
    void aRefusalByTheModelKeepsItsMessage() {
        assertThatThrownBy(
                        () ->
                                json.read(
                                        "{\"cpus\":0,\"memoryBytes\":100000000,\"pids\":64}",
                                        NodeLimits.class))
                .hasMessageContaining("CPU limit 0.0 is out of range: give 0.01 to 512 cores");
        assertThatThrownBy(() -> json.read("{", NodeLimits.class)).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> json.read("null", NodeLimits.class))
                .isInstanceOf(JsonException.class);
        assertThatThrownBy(
                        () ->
                                json.read(
                                        "[".repeat(70).getBytes(StandardCharsets.UTF_8),
                                        List.class))
                .isInstanceOf(JsonException.class);
    }

    @Test
    void unknownFieldsOfANewerManagerAreIgnored() {
        assertThat(json.read("{\"generation\":1,\"pods\":[],\"new\":1}", Receipt.class))
                .isEqualTo(new Receipt(1, java.util.Set.of()));
    }
}

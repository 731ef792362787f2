package dev.elasticcloud.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.control.NodeStrip;
import dev.elasticcloud.console.text.SourceTexts.Call;
import dev.elasticcloud.console.text.SourceTexts.Literal;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Reaction;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeUse;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.SetupStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The sources of the window and its file of texts fit together.
class TextsInSourcesTest {

    private static final ResourceBundle ENGLISH = Texts.of(Locale.ENGLISH);

    private static final SourceTexts SOURCES =
            new SourceTexts(
                    List.of(
                            "app",
                            "clouds",
                            "connection",
                            "control",
                            "feature",
                            "fx",
                            "prefs",
                            "shell",
                            "task",
                            "text"));

    /// Keys that end with the name of a constant: their beginning, and the constants.
    private static final Map<String, List<? extends Enum<?>>> NAMED =
            Map.ofEntries(
                    Map.entry("name.role.", List.of(Role.values())),
                    Map.entry("name.balance.", List.of(Balance.values())),
                    Map.entry("name.pod-phase.", List.of(PodPhase.values())),
                    Map.entry("name.node-state.", List.of(NodeState.values())),
                    Map.entry("name.node-use.", List.of(NodeUse.values())),
                    Map.entry("name.setup-step.", List.of(SetupStep.Kind.values())),
                    Map.entry("name.event.", List.of(CloudEvent.Kind.values())),
                    Map.entry("name.severity.", List.of(CloudEvent.Severity.values())),
                    Map.entry("name.verdict.", List.of(Decision.Verdict.values())),
                    Map.entry("name.brake.", List.of(Decision.Brake.Kind.values())),
                    Map.entry("name.milestone.", List.of(Reaction.Milestone.values())),
                    Map.entry("control.nodeStrip.", List.of(NodeStrip.Kind.values())));

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");
    private static final Pattern TWO_WORDS =
            Pattern.compile("\\p{L}{2,}[,.:;]? +\\p{L}|\\p{L}{2,} …");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    /// What shows its argument to the user.
    private static final Pattern SHOWS =
            Pattern.compile(
                    "new (Label|Button|CheckBox|ToggleButton|Hyperlink|Tooltip|Text|TextField|Tab"
                            + "|ScreenHeader|MeterBar|DataTable<>|RangeField|Notification)"
                            + "|set(Text|PromptText|Tooltip|AccessibleText|AccessibleHelp|Title)"
                            + "|column|numbers|fact|tell|notify|showDialog|showEmpty");

    /// What takes words that no user reads: what the manager and the system are asked and say, and
    /// faults of the program itself.
    private static final Pattern INNER =
            Pattern.compile(
                    "FileFailure\\.sentence|contains|matches|Pattern\\.compile|replaceAll|resolve|startsAnew|LOG\\.\\w+"
                            + "|DateTimeFormatter\\.ofPattern"
                            + "|new (IllegalStateException|UnsupportedOperationException|UncheckedIOException)");

    private static final String COMMAND = "a command to copy";

    /// Literals that look like a text and are none, with the reason.
    private static final Map<String, String> NO_TEXTS =
            Map.ofEntries(
                    Map.entry("sudo usermod -aG docker $USER", COMMAND),
                    Map.entry(
                            "sudo apt-get install docker.io && sudo systemctl start docker",
                            COMMAND),
                    Map.entry("sudo systemctl start docker", COMMAND),
                    Map.entry("docker logs --tail 200 --follow ", COMMAND),
                    Map.entry("docker exec -it ", COMMAND),
                    Map.entry("docker stats ", COMMAND),
                    Map.entry("docker inspect ", COMMAND),
                    Map.entry(
                            "curl -fsS -H \"Authorization: Bearer $CLOUD_TOKEN\" --json %s %s",
                            COMMAND),
                    Map.entry("MB", "a unit"),
                    Map.entry(" MB", "a unit"),
                    Map.entry("There is no text ", "told to whoever runs the tests"));

    @Test
    void everyKeyOfTheSourcesIsInTheFile() {
        assertThat(namedKeys()).hasSizeGreaterThan(500).isSubsetOf(ENGLISH.keySet());
    }

    @Test
    void everyKeyOfTheFileIsNamedInTheSources() {
        assertThat(ENGLISH.keySet()).isSubsetOf(namedKeys());
    }

    @Test
    void keysAreJoinedOnlyWithNamesOfConstants() {
        assertThat(SOURCES.calls().stream().filter(call -> !call.whole()).map(Call::key))
                .containsExactlyInAnyOrderElementsOf(NAMED.keySet());
    }

    private static Set<String> namedKeys() {
        Stream<String> constants =
                NAMED.entrySet().stream()
                        .flatMap(e -> e.getValue().stream().map(c -> e.getKey() + key(c)));
        Stream<String> literals = SOURCES.calls().stream().flatMap(TextsInSourcesTest::keys);
        return Stream.concat(constants, literals).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Stream<String> keys(Call call) {
        if (!call.whole()) {
            return Stream.empty();
        }
        return call.counts()
                ? Stream.of(call.key() + ".one", call.key() + ".other")
                : Stream.of(call.key());
    }

    @Test
    void theTextsTakeTheArgumentsThatTheyGet() {
        List<String> wrong = new ArrayList<>();
        for (Call call : SOURCES.calls()) {
            int given = call.arguments() + (call.counts() ? 1 : 0);
            Set<Integer> numbers =
                    IntStream.range(0, given).boxed().collect(Collectors.toUnmodifiableSet());
            for (String key : keys(call).toList()) {
                if (!places(ENGLISH.getString(key)).equals(numbers)) {
                    wrong.add(call + ": " + ENGLISH.getString(key));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Set<Integer> places(String text) {
        Matcher found = PLACEHOLDER.matcher(text);
        Set<Integer> places = new TreeSet<>();
        while (found.find()) {
            places.add(Integer.parseInt(found.group(1)));
        }
        return places;
    }

    @Test
    void noLiteralOfTheWindowReadsAsAText() {
        assertThat(SOURCES.literals()).hasSizeGreaterThan(1_000);
        assertThat(SOURCES.literals().stream().filter(TextsInSourcesTest::readsAsText))
                .as("give them keys in messages.properties, or a reason in NO_TEXTS")
                .isEmpty();
    }

    private static boolean readsAsText(Literal literal) {
        if (INNER.matcher(literal.in()).matches() || NO_TEXTS.containsKey(literal.text())) {
            return false;
        }
        return TWO_WORDS.matcher(literal.text()).find()
                || (SHOWS.matcher(literal.in()).matches() && WORD.matcher(literal.text()).find());
    }

    @Test
    void theReasonsBelongToLiteralsThatExist() {
        Set<String> texts =
                SOURCES.literals().stream().map(Literal::text).collect(Collectors.toSet());
        assertThat(NO_TEXTS.keySet()).isSubsetOf(texts);
        assertThat(NO_TEXTS.values()).noneMatch(String::isBlank);
    }
}

package dev.elasticcloud.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzyMatchTest {

    private static List<String> ranked(String typed, String... texts) {
        return List.of(texts).stream()
                .filter(text -> FuzzyMatch.score(typed, text).isPresent())
                .sorted(
                        Comparator.comparingInt(
                                        (String text) -> FuzzyMatch.score(typed, text).getAsInt())
                                .reversed())
                .toList();
    }

    @Test
    void lettersMustOccurInTheirOrder() {
        assertThat(FuzzyMatch.score("nds", "Nodes")).isPresent();
        assertThat(FuzzyMatch.score("sdn", "Nodes")).isEmpty();
    }

    @Test
    void aWholeWordComesBeforeScatteredLetters() {
        assertThat(ranked("pod", "Pause node heavy-1 of the cloud", "Pause pod light", "Pods"))
                .startsWith("Pods");
    }

    @Test
    void eachTypedWordMustFitInAnyOrder() {
        assertThat(ranked("light pause", "Pause pod light", "Pause pod heavy", "Resume pod light"))
                .containsExactly("Pause pod light");
    }

    @Test
    void beginningsOfWordsCountMoreThanTheirMiddles() {
        assertThat(ranked("pl", "Pause pod light", "Explain"))
                .containsExactly("Pause pod light", "Explain");
    }
}

package dev.elasticcloud.manager.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {

    private static final List<String> KNOWN = List.of("light", "medium", "heavy");

    @Test
    void aTypoFindsTheIntendedWord() {
        assertThat(NearestWord.of("ligth", KNOWN)).isEmpty();
        assertThat(NearestWord.of("lihgts", List.of("light"))).isEmpty();
        assertThat(NearestWord.of("lght", KNOWN)).contains("light");
        assertThat(NearestWord.of("Heavy", KNOWN)).contains("heavy");
        assertThat(NearestWord.of("mediums", KNOWN)).contains("medium");
    }

    @Test
    void anUnrelatedWordFindsNothing() {
        assertThat(NearestWord.of("database", KNOWN)).isEmpty();
        assertThat(NearestWord.of("light", List.of())).isEmpty();
    }

    @Test
    void theMostSimilarComeFirst() {
        assertThat(NearestWord.sorted("hevy", KNOWN)).startsWith("heavy").hasSize(3);
    }

    @Test
    void distancesCountInsertionsDeletionsAndSubstitutions() {
        assertThat(NearestWord.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestWord.distance("", "abc")).isEqualTo(3);
        assertThat(NearestWord.distance("same", "SAME")).isZero();
    }
}

package dev.elasticcloud.console.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    private final Locale machine = Locale.getDefault();
    private ResourceBundle before = Texts.of(Locale.ENGLISH);

    @BeforeEach
    void useFewTexts() {
        before =
                Texts.use(
                        new ListResourceBundle() {
                            @Override
                            protected Object[][] getContents() {
                                return new Object[][] {
                                    {"moved", "{1} before {0}"},
                                    {"plain", "it's {\"size\": 500} {x} { 0"},
                                    {"nodes.one", "{0} node of {1}"},
                                    {"nodes.other", "{0} nodes of {1}"}
                                };
                            }
                        });
    }

    @AfterEach
    void useTheTextsOfBefore() {
        Texts.use(before);
        Locale.setDefault(machine);
    }

    @Test
    void aTranslationMayMoveTheArguments() {
        assertThat(Texts.text("moved", "a", "b")).isEqualTo("b before a");
    }

    @Test
    void whatAnArgumentSaysIsNoPlaceholder() {
        assertThat(Texts.text("moved", "{1}", "{0}")).isEqualTo("{0} before {1}");
    }

    @Test
    void apostrophesAndOtherBracesArePlain() {
        assertThat(Texts.text("plain")).isEqualTo("it's {\"size\": 500} {x} { 0");
    }

    @Test
    void oneIsToldApartFromAllOtherCounts() {
        assertThat(Texts.count("nodes", 1, "light")).isEqualTo("1 node of light");
        assertThat(Texts.count("nodes", 0, "light")).isEqualTo("0 nodes of light");
        assertThat(Texts.count("nodes", 1_200, "light")).isEqualTo("1\u00a0200 nodes of light");
    }

    @Test
    void aTextThatIsMissingFailsInTestsAndShowsItsKeyInTheWindow() {
        if (Texts.class.desiredAssertionStatus()) {
            assertThatThrownBy(() -> Texts.text("no.such.key"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no.such.key");
        } else {
            assertThat(Texts.text("no.such.key")).isEqualTo("no.such.key");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fa-IR", "ar-EG", "de-DE", "en-GB", "th-TH-u-nu-thai"})
    void aMachinesLocaleNeitherChangesFiguresNorHidesTheTexts(String tag) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        Texts.use(Texts.of(Locale.getDefault(Locale.Category.DISPLAY)));

        assertThat(Texts.count("count.nodes", 1_234)).isEqualTo("1\u00a0234 nodes");
        assertThat(Texts.text("count.of", 3, Numbers.decimals(1, 4.5))).isEqualTo("3 of 4.5");
    }
}

package dev.elasticcloud.console.feature.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {

    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @Test
    void whatSurroundsAResultIsOnlyForThoseWhoKnowTheCloud() {
        String answer = "{\"result\":{\"pi\":3.14},\"node\":\"heavy-1\",\"seconds\":0.7}";
        assertThat(textOf(AnswerReader.read(answer, false)))
                .contains("3.14")
                .doesNotContain("heavy-1");
        assertThat(textOf(AnswerReader.read(answer, true))).contains("heavy-1");
    }

    @Test
    void aPictureInAnAnswerIsFoundWhereverItIs() {
        String answer =
                "{\"result\":{\"size\":[1,1],\"thumbnail\":\"data:image/png;base64," + PNG + "\"}}";
        assertThat(AnswerReader.read(answer, true).getFirst())
                .isEqualTo(new Answer.Picture("thumbnail", "png", PNG));
    }

    @Test
    void flatObjectsAreATable() {
        List<Answer> found =
                AnswerReader.read("{\"top\":[{\"w\":\"a\",\"n\":2},{\"w\":\"b\"}]}", true);
        assertThat(found.getFirst())
                .isEqualTo(
                        new Answer.Table(
                                "top",
                                List.of("w", "n"),
                                List.of(List.of("a", "2"), List.of("b", ""))));
    }

    @Test
    void csvIsATableAndStaysText() {
        List<Answer> found = AnswerReader.read("name,size\nx,1\ny,2\n", true);
        assertThat(found)
                .containsExactly(
                        new Answer.Table(
                                "result",
                                List.of("name", "size"),
                                List.of(List.of("x", "1"), List.of("y", "2"))),
                        new Answer.Plain("text", "name,size\nx,1\ny,2\n"));
        assertThat(AnswerReader.read("Hello, you\nwho read this", true))
                .containsExactly(new Answer.Plain("text", "Hello, you\nwho read this"));
    }

    @Test
    void contentThatCannotBeShownCanBeSaved() {
        byte[] pdf =
                "%PDF-1.7 and so on, long enough to be taken for a file"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        String base64 = Base64.getEncoder().encodeToString(pdf);
        assertThat(AnswerReader.read("{\"file\":\"" + base64 + "\"}", true).getFirst())
                .isEqualTo(new Answer.Binary("file", "pdf", base64, pdf.length));
    }

    @Test
    void anAnswerThatIsNotJsonStaysAsItIs() {
        assertThat(AnswerReader.read("{\"half\":", true))
                .containsExactly(new Answer.Plain("text", "{\"half\":"));
        assertThat(AnswerReader.read("{} more", true))
                .containsExactly(new Answer.Plain("text", "{} more"));
        assertThat(AnswerReader.read("  ", true)).isEmpty();
    }

    private static String textOf(List<Answer> answers) {
        return answers.stream()
                .filter(Answer.Plain.class::isInstance)
                .map(answer -> ((Answer.Plain) answer).text())
                .findFirst()
                .orElseThrow();
    }
}

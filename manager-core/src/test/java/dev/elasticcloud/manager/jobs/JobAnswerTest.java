package dev.elasticcloud.manager.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.spi.JobTransport.Outcome;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an HTTP answer says about its job, by whoever gave it: the node or the balancer.
class JobAnswerTest {

    @AutoClose private final JobServer server = new JobServer();

    @Test
    void anAnswerIsReturnedWithItsNode() {
        server.answer(200, "{\"result\":1,\"node\":\"light-7\"}");
        assertThat(server.run())
                .isEqualTo(new Outcome.Answered("light-7", "{\"result\":1,\"node\":\"light-7\"}"));
    }

    @Test
    void theNodeInTheHeaderWins() {
        server.serve(
                exchange -> {
                    exchange.getResponseHeaders().set("X-Node", "light-3");
                    JobServer.send(exchange, 200, "{\"node\":\"other\"}");
                });
        assertThat(server.run()).isEqualTo(new Outcome.Answered("light-3", "{\"node\":\"other\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv; charset=utf-8 | 612c620a | a,b\\n | text/csv; charset=utf-8",
                "image/png | 89504e47 | iVBORw== | image/png;base64",
                "application/octet-stream | ff00 | /wA= | application/octet-stream;base64"
            })
    void anAnswerKeepsItsTypeAndItsBytes(String type, String hex, String kept, String keptType) {
        byte[] body = HexFormat.of().parseHex(hex);
        server.serve(
                exchange -> {
                    exchange.getResponseHeaders().set("X-Node", "light-3");
                    exchange.getResponseHeaders().set("Content-Type", type);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });

        assertThat(server.run())
                .isEqualTo(new Outcome.Answered("light-3", kept.replace("\\n", "\n"), keptType));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202})
    void anyTextOfAProgramThatSucceededIsAResult(int status) {
        server.answerOfANode(status, "360: 2 2 2 3 3 5\n", false);
        assertThat(server.run()).isEqualTo(new Outcome.Answered("light-3", "360: 2 2 2 3 3 5\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 429, 500, 502, 503, 504})
    void aProgramsOwnErrorIsARefusalWhateverItsStatus(int status) {
        server.answerOfANode(status, "no", false);
        assertThat(server.run())
                .isEqualTo(
                        new Outcome.Refused(
                                "light-3", "the answer was HTTP %d: no".formatted(status)));
    }

    @Test
    void aNodeThatAsksToTryLaterHasNotRunTheJob() {
        server.answerOfANode(503, "{\"message\":\"all 4 slots are taken\"}", true);
        assertThat(server.run())
                .isEqualTo(
                        new Outcome.Busy(
                                "light-3",
                                "all 4 slots are taken",
                                Optional.of(Duration.ofSeconds(1))));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 500})
    void aRefusalCarriesTheNodesMessage(int status) {
        server.answer(status, "{\"message\":\"top must be 1 to 100\",\"node\":\"light-1\"}");
        assertThat(server.run()).isEqualTo(new Outcome.Refused("light-1", "top must be 1 to 100"));
    }

    @Test
    void aRefusalWithoutAMessageNamesTheStatus() {
        server.answer(404, "<html>");
        assertThat(server.run()).isEqualTo(new Outcome.Refused("", "the answer was HTTP 404"));
    }

    @Test
    void aFullCloudMeansThatTheJobHasNotRun() {
        server.answer(503, "{\"message\":\"all 4 slots are taken\"}");
        assertThat(server.run()).isEqualTo(new Outcome.NotRun("all 4 slots are taken"));
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 507})
    void anAnswerLostBehindTheBalancerIsBroken(int status) {
        server.answer(status, "<html>");
        assertThat(server.run()).isEqualTo(new Outcome.Broken("the balancer answered " + status));
        assertThat(server.calls()).hasValue(1);
    }

    @Test
    void aGatewayTimeoutMeansThatTheJobTimedOut() {
        server.answer(504, "<html>");
        assertThat(server.run()).isInstanceOf(Outcome.TimedOut.class);
    }
}

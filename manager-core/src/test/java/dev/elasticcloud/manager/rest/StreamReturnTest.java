package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.Clouds;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.ServeConfig;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import okhttp3.Response;
import okio.BufferedSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reader of the stream whose server stops and returns.
class StreamReturnTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path data;

    private Serving serve(HostedCloud cloud, int port) {
        return Managers.serve(cloud, ServeConfig.loopback("test", data, true, port));
    }

    @Test
    void decisionsMadeDuringAnOutageAreSentAfterwards() throws IOException {
        try (HostedCloud cloud = Clouds.simulated()) {
            cloud.submit(new Command.Initialise(Map.of(LIGHT, 1)));
            awaitDecision(cloud, 1);
            String token;
            String seen;
            int port;
            try (Serving serving = serve(cloud, 0);
                    Client client = new Client(serving.url(), serving.firstToken().orElseThrow())) {
                token = client.token();
                port = serving.url().getPort();
                try (Response stream = client.open("/v1/stream")) {
                    seen = next(stream, "id: ");
                }
            }

            cloud.submit(new Command.SetBounds(LIGHT, 3, 5));
            awaitDecision(cloud, 3);

            try (Serving serving = serve(cloud, port);
                    Client client = new Client(serving.url(), token);
                    Response stream =
                            client.open("/v1/stream?snapshots=false", "Last-Event-ID", seen)) {
                assertThat(next(stream, "data: ")).contains("light to 3 to 5 nodes");
                String decision;
                do {
                    assertThat(next(stream, "event: decision")).isEmpty();
                    assertThat(next(stream, "id: ")).isNotEqualTo(seen);
                    decision = next(stream, "data: ");
                } while (!decision.contains("\"wanted\":3"));
            }
        }
    }

    private static void awaitDecision(HostedCloud cloud, int wanted) {
        cloud.await(
                s ->
                        s.pod(LIGHT).orElseThrow().online() == wanted
                                && cloud.decisions(LIGHT, 10).stream()
                                        .anyMatch(d -> d.wanted() == wanted),
                SOON);
    }

    /// The rest of the next line with this beginning.
    private static String next(Response stream, String begin) throws IOException {
        BufferedSource lines = stream.body().source();
        for (String line = lines.readUtf8Line(); line != null; line = lines.readUtf8Line()) {
            if (line.startsWith(begin)) {
                return line.substring(begin.length());
            }
        }
        throw new AssertionError("The stream ended before a line with " + begin);
    }
}

package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.elasticcloud.manager.Clouds;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.WhatIf;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.spi.Awaiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatIfRouteTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final HostedCloud hosted = Clouds.simulated();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Socket> sockets = new ArrayList<>();
    private final Map<Socket, StringBuilder> received = new HashMap<>();

    @TempDir Path data;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Serving serving;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client owner;

    @BeforeEach
    void serve() {
        serving = Clouds.served(slow(), data);
        owner = new Client(serving.url(), serving.firstToken().orElseThrow());
    }

    /// The cloud, which answers what-if questions once the test releases it.
    private CloudManager slow() {
        return (CloudManager)
                Proxy.newProxyInstance(
                        WhatIfRouteTest.class.getClassLoader(),
                        new Class<?>[] {CloudManager.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("whatIf")) {
                                return answer((PodName) arguments[0]);
                            }
                            try {
                                return method.invoke(hosted, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private WhatIf answer(PodName pod) {
        working.incrementAndGet();
        try {
            release.await();
        } catch (InterruptedException e) {
            cancelled.incrementAndGet();
            throw new IllegalStateException(e);
        } finally {
            working.decrementAndGet();
        }
        WhatIf.Course course = new WhatIf.Course("happened", 1, 0, 0, 0, List.of(), List.of());
        return new WhatIf(pod, NOON, NOON, Duration.ZERO, course, course, List.of(), 1, null);
    }

    @AfterEach
    void close() throws IOException {
        release.countDown();
        for (Socket socket : sockets) {
            socket.close();
        }
        owner.close();
        serving.close();
        hosted.close();
    }

    private String question(Duration range) {
        Elasticity elasticity =
                hosted.snapshot().pod(PodName.of("light")).orElseThrow().spec().elasticity();
        ObjectNode question = new ObjectMapper().createObjectNode();
        question.putObject("range")
                .put("from", NOON.minus(range).toString())
                .put("to", NOON.toString());
        question.set("elasticity", new ModelJson().tree(elasticity));
        return question.toString();
    }

    /// Asks on a separate connection, which the test can close at any time.
    private Socket ask() throws IOException {
        URI url = serving.url();
        byte[] body = question(Duration.ofHours(1)).getBytes(StandardCharsets.UTF_8);
        Socket socket = new Socket(url.getHost(), url.getPort());
        sockets.add(socket);
        OutputStream out = socket.getOutputStream();
        out.write(
                "POST /v1/pods/light/what-if HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(url.getAuthority(), owner.token(), body.length)
                        .getBytes(StandardCharsets.UTF_8));
        out.write(body);
        out.flush();
        return socket;
    }

    @Test
    void theWorkIsCancelledWhenTheCallerGoesAway() throws IOException {
        Socket caller = ask();
        Awaiting.until("the work has begun", () -> working.get() == 1);

        caller.close();

        Awaiting.until("it is cancelled", () -> cancelled.get() == 1 && working.get() == 0);
    }

    @Test
    void questionsAreLimitedInNumberAndDelayNoOtherRequests() throws IOException {
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            callers.add(ask());
        }

        Awaiting.until("one of seven is refused", () -> callers.stream().anyMatch(this::isRefused));
        assertThat(callers.stream().filter(this::isRefused)).hasSize(1);
        assertThat(working).as("no more than two at once").hasValue(2);
        assertThat(owner.get("/v1/pods").status()).isEqualTo(200);
    }

    private boolean isRefused(Socket caller) {
        String text = received(caller);
        return text.startsWith("HTTP/1.1 429") && text.contains("Retry-After: 10");
    }

    /// Everything that a caller has received so far.
    private String received(Socket caller) {
        StringBuilder text = received.computeIfAbsent(caller, c -> new StringBuilder());
        try {
            InputStream in = caller.getInputStream();
            text.append(new String(in.readNBytes(in.available()), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Test
    void aSlowAnswerBeginsEarlyAndArrivesWhole() throws IOException {
        Socket caller = ask();
        Awaiting.until("the response has begun", () -> received(caller).startsWith("HTTP/1.1 200"));
        assertThat(working).hasValue(1);

        release.countDown();

        Awaiting.until("it has ended", () -> received(caller).endsWith("0\r\n\r\n"));
        assertThat(received(caller)).contains("\"pod\":\"light\"");
    }

    @Test
    void aRangeBeyondTheLimitIsRefusedWithTheLimit() {
        Client.Reply reply = owner.post("/v1/pods/light/what-if", question(Duration.ofDays(8)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("7 days at most").contains("choose a later 'from'");
        assertThat(working).hasValue(0);
    }
}

package dev.elasticcloud.manager.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.JobTransport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// Sends jobs to the balancer as form posts.
///
/// It never sends a job twice: OkHttp's own retries are off, and a failure counts as "not run"
/// only if no part of the request was sent. Interrupting the caller cancels the call, so the
/// balancer frees the slot; the thread stays interrupted.
public final class HttpJobTransport implements JobTransport {

    static final int MOST_ANSWER_BYTES = 16 * 1024 * 1024;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /// Allowance for the network on top of the job's own timeout.
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /// Idle connections kept, and for how long: less than in the balancer.
    private static final int IDLE_CONNECTIONS = 256;

    private static final Duration IDLE = Duration.ofSeconds(4);

    /// How much of a program's answer goes into the reason of a failed job.
    private static final int LONGEST_LINE = 200;

    private static final String UNNAMED = "";

    /// A media type with its parameters (RFC 9110, section 8.3), in the characters of a header.
    private static final Pattern TYPE =
            Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}[ -~]{0,200}");

    private final ObjectMapper json = new ObjectMapper();
    private final Duration margin;
    private final ExecutorService threads;
    private final OkHttpClient client;

    public HttpJobTransport() {
        this(MARGIN);
    }

    HttpJobTransport(Duration margin) {
        this.margin = margin;
        this.threads =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("job-", 0).factory());
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        this.client =
                new OkHttpClient.Builder()
                        .dispatcher(dispatcher)
                        .connectionPool(
                                new ConnectionPool(
                                        IDLE_CONNECTIONS, IDLE.toMillis(), TimeUnit.MILLISECONDS))
                        .retryOnConnectionFailure(false)
                        .followRedirects(false)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .readTimeout(Duration.ZERO)
                        .writeTimeout(Duration.ZERO)
                        .eventListener(new SendingListener())
                        .build();
    }

    @Override
    public Outcome run(
            String balancerUrl, PodSpec pod, Map<String, String> parameters, Duration timeout) {
        HttpUrl url = HttpUrl.parse(stripped(balancerUrl) + "/" + pod.name() + pod.job().path());
        if (url == null) {
            return new Outcome.NotRun("the balancer has no address: '" + balancerUrl + "'");
        }
        FormBody.Builder form = new FormBody.Builder(StandardCharsets.UTF_8);
        parameters.forEach(form::add);
        Sending sending = new Sending();
        Request request =
                new Request.Builder()
                        .url(url)
                        .header("Accept", "application/json, */*;q=0.9")
                        // without a node the request is refused at once and the job waits in the
                        // manager
                        .header("X-Hold", "no")
                        .tag(Sending.class, sending)
                        .post(form.build())
                        .build();
        // The balancer enforces the pod's timeout and answers 504.
        boolean own = timeout.compareTo(pod.job().timeout()) < 0;
        Duration most = own ? timeout : timeout.plus(margin);
        Call call = client.newCall(request);
        call.timeout().timeout(most.toMillis(), TimeUnit.MILLISECONDS);
        return finished(call, sending, most);
    }

    private Outcome finished(Call call, Sending sending, Duration most) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        call.enqueue(
                new Callback() {
                    @Override
                    public void onFailure(Call failed, IOException e) {
                        outcome.complete(failure(e, sending, most));
                    }

                    @Override
                    public void onResponse(Call answered, Response response) {
                        try (response) {
                            outcome.complete(outcome(response));
                        } catch (IOException e) {
                            outcome.complete(failure(e, sending, most));
                        } catch (RuntimeException | Error e) {
                            outcome.completeExceptionally(e);
                            throw e;
                        }
                    }
                });
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            call.cancel();
            Thread.currentThread().interrupt();
            return new Outcome.Broken("cancelled");
        } catch (ExecutionException e) {
            throw new IllegalStateException("An answer to a job could not be read", e.getCause());
        }
    }

    private Outcome outcome(Response response) throws IOException {
        String header = response.header("X-Node", UNNAMED);
        byte[] body = response.body().source().inputStream().readNBytes(MOST_ANSWER_BYTES + 1);
        if (body.length > MOST_ANSWER_BYTES) {
            return new Outcome.Refused(
                    String.valueOf(header),
                    "the answer is larger than " + MOST_ANSWER_BYTES / (1024 * 1024) + " MB");
        }
        Optional<String> decoded = text(body);
        String text = decoded.orElseGet(() -> Base64.getEncoder().encodeToString(body));
        String type = mediaType(response) + (decoded.isPresent() ? "" : Job.BASE64);
        Optional<Duration> later =
                Optional.ofNullable(response.header("Retry-After"))
                        .map(after -> RetryAfter.read(after, header(response, "Date")));
        Answer answer =
                new Answer(
                        response.code(), text, type, parsed(text), String.valueOf(header), later);
        return answer.outcome();
    }

    /// The bytes as text; empty when they are not text.
    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /// The content type that the program declares; empty when it cannot be passed on.
    private static String mediaType(Response response) {
        String type = header(response, "Content-Type").strip();
        return TYPE.matcher(type).matches() ? type : "";
    }

    private static String header(Response response, String name) {
        return String.valueOf(response.header(name, ""));
    }

    private JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            // not JSON, such as an error page of the balancer
            return json.createObjectNode();
        }
    }

    private static Outcome failure(IOException e, Sending sending, Duration most) {
        if (!sending.begun) {
            return new Outcome.NotRun("the balancer cannot be reached: " + e.getMessage());
        }
        if (e instanceof InterruptedIOException) {
            return new Outcome.TimedOut("no answer within " + seconds(most) + " s");
        }
        return new Outcome.CutOff("the connection broke before the answer: " + e.getMessage());
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? Long.toString(duration.toSeconds())
                : Double.toString(duration.toMillis() / 1000.0);
    }

    private static String stripped(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /// Cancels all calls that still run.
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
        threads.shutdown();
    }

    /// Whether any part of a request may have been sent.
    private static final class Sending {
        private volatile boolean begun;
    }

    private static final class SendingListener extends EventListener {
        @Override
        public void requestHeadersStart(Call call) {
            Sending sending = call.request().tag(Sending.class);
            if (sending != null) {
                sending.begun = true;
            }
        }
    }

    /// An HTTP answer, from a node or from the balancer itself, which names no node.
    ///
    /// @param text the body, JSON or not
    /// @param header the name of the node; empty when the balancer answers itself
    /// @param later after how long the same request may be sent again; empty when it may not
    private record Answer(
            int status,
            String text,
            String type,
            JsonNode json,
            String header,
            Optional<Duration> later) {

        Outcome outcome() {
            if (status >= 200 && status < 300) {
                return new Outcome.Answered(node(), text, type);
            }
            if (!header.isEmpty() && (status == 503 || status == 429) && later.isPresent()) {
                return new Outcome.Busy(header, message("the answer was HTTP " + status), later);
            }
            if (!header.isEmpty()) {
                return new Outcome.Refused(node(), message("the answer was HTTP " + status));
            }
            if (status == 503 || status == 429) {
                return new Outcome.NotRun(message("no node is free"));
            }
            if (status == 504) {
                return new Outcome.TimedOut(message("no answer in the pod's time"));
            }
            // The balancer gave up on a request that may have reached a node.
            if (status == 408 || status > 500) {
                return new Outcome.Broken(message("the balancer answered " + status));
            }
            return new Outcome.Refused(node(), message("the answer was HTTP " + status));
        }

        private String node() {
            return header.isEmpty() ? json.path("node").asText(UNNAMED) : header;
        }

        private String message(String otherwise) {
            String message = json.path("message").asText("");
            return message.isEmpty() ? otherwise + said() : message;
        }

        /// The first line of a plain text answer; HTML is left out, as it would not be readable.
        private String said() {
            String line = text.lines().findFirst().orElse("").strip();
            boolean plain = !line.isEmpty() && !line.startsWith("<") && !line.startsWith("{");
            return plain ? ": " + line.substring(0, Math.min(line.length(), LONGEST_LINE)) : "";
        }
    }
}

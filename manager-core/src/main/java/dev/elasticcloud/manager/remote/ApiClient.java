package dev.elasticcloud.manager.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.json.JsonException;
import dev.elasticcloud.manager.json.ModelJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Requests to a manager's REST API, each within its time; a refusal comes back as the manager
/// gave it.
final class ApiClient implements AutoCloseable {

    /// How long an answer may take that the manager does not have to wait for.
    static final Duration PROMPT = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// Longer than the manager's heartbeats are apart.
    private static final Duration SILENCE = Duration.ofSeconds(25);

    /// A line that is slower than this cannot send a folder.
    private static final long SLOWEST_BYTES_PER_SECOND = 16 * 1024;

    private static final MediaType ARCHIVE = MediaType.get("application/gzip");
    private static final MediaType JSON = MediaType.get("application/json");
    private static final RequestBody NOTHING = RequestBody.create(new byte[0]);

    private final Endpoint endpoint;
    private final HttpUrl base;

    /// For answers that go on: no silence may outlast the manager's heartbeats.
    private final OkHttpClient streams;

    /// For answers that end, each of which has its own time; how it is spread over the bytes, and over
    /// a manager that waits for something, does not matter.
    private final OkHttpClient client;

    private final ModelJson json = new ModelJson();

    ApiClient(Endpoint endpoint) {
        this(endpoint, SILENCE);
    }

    /// @param silence how long a stream or an upload may stand still
    ApiClient(Endpoint endpoint, Duration silence) {
        this.endpoint = endpoint;
        this.base = HttpUrl.get(endpoint.url());
        OkHttpClient.Builder builder =
                new OkHttpClient.Builder()
                        .connectTimeout(CONNECT)
                        .readTimeout(silence)
                        .writeTimeout(silence)
                        .followRedirects(false)
                        // What changes something must not be sent twice by itself.
                        .retryOnConnectionFailure(false)
                        .connectionPool(new ConnectionPool(8, 10, TimeUnit.SECONDS));
        if (base.isHttps()) {
            ServerTrust.only(endpoint.certificate(), builder);
        } else {
            // spares reading the system's certificates, which takes longer than most requests
            builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        }
        this.streams = builder.build();
        this.client = streams.newBuilder().readTimeout(Duration.ZERO).build();
    }

    /// An address below the manager's, which may have a path itself, ready for parameters.
    HttpUrl.Builder at(String path) {
        String below = base.encodedPath().replaceFirst("/+$", "");
        return base.newBuilder().encodedPath(below + path);
    }

    /// The answer as it is.
    String text(HttpUrl url) {
        return new String(send(new Request.Builder().url(url), PROMPT), StandardCharsets.UTF_8);
    }

    <T> T get(HttpUrl url, Class<T> type) {
        return json.read(send(new Request.Builder().url(url), PROMPT), type);
    }

    /// @param within how long it may take
    <T> T get(HttpUrl url, Class<T> type, Duration within) {
        return json.read(send(new Request.Builder().url(url), within), type);
    }

    <T> List<T> list(HttpUrl url, Class<T> type) {
        return json.readList(send(new Request.Builder().url(url), PROMPT), type);
    }

    <T> T post(HttpUrl url, @Nullable Object body, Class<T> type) {
        RequestBody content = body == null ? NOTHING : RequestBody.create(json.bytes(body), JSON);
        return json.read(send(new Request.Builder().url(url).post(content), PROMPT), type);
    }

    /// Sends a folder; that may take as long as its size needs, while some of it goes out.
    ///
    /// @param within how long the manager may take with it afterwards, at the slowest rate besides
    <T> T send(HttpUrl url, Path archive, Duration within, Class<T> type) {
        RequestBody content = RequestBody.create(archive.toFile(), ARCHIVE);
        Duration most = within.plusSeconds(archive.toFile().length() / SLOWEST_BYTES_PER_SECOND);
        return json.read(send(new Request.Builder().url(url).post(content), most), type);
    }

    /// Like a post, but one that the manager takes once for a key, however often it comes.
    <T> T postOnce(HttpUrl url, Object body, @Nullable String key, Class<T> type) {
        Request.Builder request =
                new Request.Builder().url(url).post(RequestBody.create(json.bytes(body), JSON));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return json.read(send(request, PROMPT), type);
    }

    <T> T delete(HttpUrl url, Class<T> type) {
        return json.read(send(new Request.Builder().url(url).delete(), PROMPT), type);
    }

    private byte[] send(Request.Builder request, Duration within) {
        Call call = client.newCall(authorised(request.header("Accept", "application/json")));
        call.timeout().timeout(within.toMillis(), TimeUnit.MILLISECONDS);
        try (Response response = call.execute()) {
            byte[] body = response.body().bytes();
            if (!response.isSuccessful()) {
                throw refusal(response.code(), body);
            }
            return body;
        } catch (IOException e) {
            throw ConnectionFailure.of(base, e);
        } catch (JsonException e) {
            throw notAManager(e);
        }
    }

    /// Opens an answer that goes on; the caller closes it, or cancels it from elsewhere.
    Response open(Call call) {
        try {
            Response response = call.execute();
            if (response.isSuccessful()) {
                return response;
            }
            try (response) {
                throw refusal(response.code(), response.body().bytes());
            }
        } catch (IOException e) {
            throw ConnectionFailure.of(base, e);
        }
    }

    Call call(Request.Builder request) {
        return streams.newCall(authorised(request));
    }

    private Request authorised(Request.Builder request) {
        return request.header("Authorization", "Bearer " + endpoint.token()).build();
    }

    private CloudException refusal(int status, byte[] body) {
        try {
            JsonNode problem = json.tree(body);
            String code = problem.path("code").asText();
            String detail = problem.path("detail").asText();
            if (!detail.isEmpty()) {
                return new CloudException(code(code, status), explained(status, detail, problem));
            }
        } catch (JsonException e) {
            // Whoever answered is no manager; its status is all there is to go by.
        }
        return new CloudException(code("", status), "%s answered HTTP %d".formatted(base, status));
    }

    /// A refused token needs more words than the manager's: which token, and where from.
    private static String explained(int status, String detail, JsonNode problem) {
        return status == 401 ? detail + ". " + problem.path("hint").asText() : detail;
    }

    private static ErrorCode code(String name, int status) {
        return Arrays.stream(ErrorCode.values())
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElse(status >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.INVALID);
    }

    private CloudException notAManager(JsonException e) {
        return new CloudException(
                ErrorCode.UNAVAILABLE,
                "What answers at %s is not a manager of this version: %s"
                        .formatted(base, e.getMessage()),
                e);
    }

    ModelJson json() {
        return json;
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}

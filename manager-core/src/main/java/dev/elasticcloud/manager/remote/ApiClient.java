package dev.elasticcloud.manager.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.json.JsonException;
import dev.elasticcloud.manager.json.ModelJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/// Sends requests to a manager's REST API, each with its own timeout; a refusal is thrown as the
/// manager worded it.
final class ApiClient implements AutoCloseable {

    /// How long a response may take when the manager has nothing to wait for.
    static final Duration PROMPT = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// Longer than the interval between the manager's heartbeats.
    private static final Duration SILENCE = Duration.ofSeconds(25);

    /// More often than the manager gives up a silent WebSocket.
    private static final Duration PING = Duration.ofSeconds(10);

    /// The slowest connection that an upload may take place over.
    private static final long SLOWEST_BYTES_PER_SECOND = 16 * 1024;

    private static final MediaType ARCHIVE = MediaType.get("application/gzip");
    private static final MediaType JSON = MediaType.get("application/json");
    private static final RequestBody NOTHING = RequestBody.create(new byte[0]);

    private final Endpoint endpoint;
    private final HttpUrl base;

    /// For streamed responses: a silence longer than the manager's heartbeats ends them.
    private final OkHttpClient streams;

    /// For all other requests, each with a timeout of its own for the whole exchange.
    private final OkHttpClient client;

    /// For WebSockets.
    private final OkHttpClient sockets;

    private final ModelJson json = new ModelJson();

    ApiClient(Endpoint endpoint) {
        this(endpoint, SILENCE);
    }

    /// @param silence how long a stream or an upload may make no progress
    ApiClient(Endpoint endpoint, Duration silence) {
        this.endpoint = endpoint;
        this.base = HttpUrl.get(endpoint.url());
        OkHttpClient.Builder builder =
                new OkHttpClient.Builder()
                        .connectTimeout(CONNECT)
                        .readTimeout(silence)
                        .writeTimeout(silence)
                        .followRedirects(false)
                        // A request that changes something must not be repeated silently.
                        .retryOnConnectionFailure(false)
                        .connectionPool(new ConnectionPool(8, 10, TimeUnit.SECONDS));
        if (base.isHttps()) {
            ServerTrust.only(endpoint.certificate(), builder);
        } else {
            // avoids reading the system's certificates, which takes longer than most requests
            builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        }
        this.streams = builder.build();
        this.client = streams.newBuilder().readTimeout(Duration.ZERO).build();
        this.sockets = client.newBuilder().pingInterval(PING).build();
    }

    /// The address of a path of the API below the manager's own, ready for parameters.
    HttpUrl.Builder at(String path) {
        String below = base.encodedPath().replaceFirst("/+$", "");
        return base.newBuilder().encodedPath(below + path);
    }

    /// The response's text, unparsed.
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

    /// Uploads a folder; the timeout grows with its size.
    ///
    /// @param within how long the manager may take for it after the upload
    <T> T send(HttpUrl url, Path archive, Duration within, Class<T> type) {
        RequestBody content = RequestBody.create(archive.toFile(), ARCHIVE);
        Duration most = within.plusSeconds(archive.toFile().length() / SLOWEST_BYTES_PER_SECOND);
        return json.read(send(new Request.Builder().url(url).post(content), most), type);
    }

    /// A post that the manager carries out only once for a key, however often it is sent.
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

    /// Saves a response of any size; the file appears only once it is complete.
    ///
    /// @param within how long it may take
    void save(HttpUrl url, Duration within, Path file) {
        Call call = client.newCall(authorised(new Request.Builder().url(url)));
        call.timeout().timeout(within.toMillis(), TimeUnit.MILLISECONDS);
        Path fresh = file.resolveSibling(file.getFileName() + ".part");
        try (Response response = open(call)) {
            Files.copy(response.body().byteStream(), fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, FileFailure.sentence(file, "be written", e), e);
        } catch (IOException e) {
            throw ConnectionFailure.of(base, e);
        } finally {
            fresh.toFile().delete();
        }
    }

    /// Opens a streamed response; the caller closes it, or cancels the call from elsewhere.
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

    /// Opens a WebSocket; a connection that answers no ping breaks off.
    WebSocket socket(HttpUrl url, WebSocketListener listener) {
        return sockets.newWebSocket(authorised(new Request.Builder().url(url)), listener);
    }

    /// Why a WebSocket was not opened.
    CloudException refused(Throwable failure, @Nullable Response response) {
        if (response == null) {
            return ConnectionFailure.of(
                    base, failure instanceof IOException io ? io : new IOException(failure));
        }
        try {
            return refusal(response.code(), response.body().bytes());
        } catch (IOException e) {
            return ConnectionFailure.of(base, e);
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
            // The response does not come from a manager; its status is all there is to report.
        }
        return new CloudException(code("", status), "%s answered HTTP %d".formatted(base, status));
    }

    /// For a refused token adds the hint, which says where a token comes from.
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
                "The server at %s is not a manager of this version: %s"
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

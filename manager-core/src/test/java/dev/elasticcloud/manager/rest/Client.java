package dev.elasticcloud.manager.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// An HTTP client for tests, with a token or without.
final class Client implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MediaType JSON_TYPE = MediaType.get("application/json");

    private final URI base;
    private final String token;
    private final OkHttpClient client =
            new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(30)).build();

    Client(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /// A complete answer.
    record Reply(int status, okhttp3.Headers headers, String text) {

        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException("Not JSON: " + text, e);
            }
        }

        String header(String name) {
            String value = headers.get(name);
            return value == null ? "" : value;
        }
    }

    String token() {
        return token;
    }

    Client as(String otherToken) {
        return new Client(base, otherToken);
    }

    Reply get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Reply post(String path, @Nullable String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Reply send(String method, String path, @Nullable String body, String... headers) {
        RequestBody content =
                body == null
                        ? (method.equals("GET") ? null : RequestBody.create(new byte[0]))
                        : RequestBody.create(body, JSON_TYPE);
        return raw(method, path, content, headers);
    }

    Reply raw(String method, String path, @Nullable RequestBody content, String... headers) {
        Request.Builder request = new Request.Builder().url(base + path).method(method, content);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try (Response response = client.newCall(request.build()).execute()) {
            return new Reply(response.code(), response.headers(), response.body().string());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The open answer to a request that streams; the caller closes it.
    Response open(String path, String... headers) {
        Request.Builder request =
                new Request.Builder().url(base + path).header("Authorization", "Bearer " + token);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.newCall(request.build()).execute();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}

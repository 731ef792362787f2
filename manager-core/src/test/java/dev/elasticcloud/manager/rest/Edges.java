package dev.elasticcloud.manager.rest;

import dev.elasticcloud.manager.Clouds;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import java.net.URI;
import java.nio.file.Path;

/// A simulated cloud that is served, and a client of its owner.
final class Edges implements AutoCloseable {

    private final HostedCloud cloud;
    private final Serving serving;
    private final Client owner;

    Edges(Path data) {
        this.cloud = Clouds.simulated();
        this.serving = Clouds.served(cloud, data);
        this.owner = new Client(serving.url(), serving.firstToken().orElseThrow());
    }

    HostedCloud cloud() {
        return cloud;
    }

    Client owner() {
        return owner;
    }

    URI url() {
        return serving.url();
    }

    /// A client with a new token of this role.
    Client with(String role) {
        String body = "{\"name\":\"a %s\",\"role\":\"%s\"}".formatted(role, role);
        return owner.as(owner.post("/v1/tokens", body).json().path("secret").asText());
    }

    @Override
    public void close() {
        owner.close();
        serving.close();
        cloud.close();
    }
}

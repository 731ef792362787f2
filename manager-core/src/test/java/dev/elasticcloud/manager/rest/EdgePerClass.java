package dev.elasticcloud.manager.rest;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Serves one simulated cloud to all tests of a class, with two `light` nodes and one `medium`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EdgePerClass {

    private Edges edge;

    @BeforeAll
    void serve(@TempDir Path data) {
        edge = new Edges(data);
        owner().post("/v1/cloud/init?wait=20s", "{\"pods\":{\"light\":2,\"medium\":1}}");
    }

    @AfterAll
    void stop() {
        edge.close();
    }

    Edges edge() {
        return edge;
    }

    Client owner() {
        return edge.owner();
    }
}

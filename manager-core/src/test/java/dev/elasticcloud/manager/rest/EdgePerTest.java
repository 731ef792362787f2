package dev.elasticcloud.manager.rest;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Serves a simulated cloud of its own to each test, with a client of its owner.
abstract class EdgePerTest {

    @TempDir Path data;
    Edges edge;
    Client owner;

    @BeforeEach
    void serve() {
        edge = new Edges(data);
        owner = edge.owner();
    }

    @AfterEach
    void stop() {
        edge.close();
    }
}

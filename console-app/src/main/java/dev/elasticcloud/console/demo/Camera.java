package dev.elasticcloud.console.demo;

import java.nio.file.Path;

/// Takes pictures of the console.
@FunctionalInterface
public interface Camera {

    /// Writes a picture of the console to a PNG file.
    void take(Path file);
}

package dev.elasticcloud.console.clouds;

import static dev.elasticcloud.console.text.Texts.text;

import java.nio.file.Path;

/// A cloud whose manager runs on this machine: several may share a data folder and a Docker Engine
/// when their names differ.
///
/// @param data where its manager keeps its store
public record LocalCloud(Path data, String name) {

    /// The name of a cloud that was given none.
    public static final String USUAL_NAME = "default";

    public LocalCloud {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,20}")) {
            throw new IllegalArgumentException(text("clouds.local.invalidName", name));
        }
    }

    boolean isUsual() {
        return name.equals(USUAL_NAME);
    }
}

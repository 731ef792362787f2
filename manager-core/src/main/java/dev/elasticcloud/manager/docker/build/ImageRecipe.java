package dev.elasticcloud.manager.docker.build;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// What an image is built from, and what it is called.
///
/// @param folder holds the Dockerfile and everything that it copies
/// @param names the image's names with their tags
/// @param labels added to those of the Dockerfile
public record ImageRecipe(Path folder, Set<String> names, Map<String, String> labels) {

    public ImageRecipe {
        names = Set.copyOf(names);
        labels = Map.copyOf(labels);
    }

    Path dockerfile() {
        return folder.resolve("Dockerfile");
    }
}

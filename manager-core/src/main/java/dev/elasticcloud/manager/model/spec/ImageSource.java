package dev.elasticcloud.manager.model.spec;

import java.nio.file.Path;

/// Where a pod's image comes from.
public sealed interface ImageSource {

    /// A short form for display and for the fingerprint of a node's spec.
    String describe();

    /// A folder with a Dockerfile that the manager builds; `digest` changes with its content.
    record Folder(Path path, String digest) implements ImageSource {
        @Override
        public String describe() {
            return "folder " + path.getFileName() + "@" + digest;
        }
    }

    /// An image that the Docker host has or can pull.
    record Reference(String image) implements ImageSource {
        public Reference {
            if (!image.matches("[a-zA-Z0-9][a-zA-Z0-9._:/@-]{0,254}")) {
                throw new IllegalArgumentException("'" + image + "' is not an image reference");
            }
        }

        @Override
        public String describe() {
            return "image " + image;
        }
    }
}

package dev.elasticcloud.manager.docker.build;

import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import org.jspecify.annotations.Nullable;

/// Which builder an engine builds with.
enum BuilderKind {
    BUILDKIT,
    CLASSIC;

    /// The engine of 18.09, the first with BuildKit that needs no experimental features.
    private static final RemoteApiVersion FIRST_WITH_BUILDKIT = RemoteApiVersion.create(1, 39);

    private static final String PREFERS_BUILDKIT = "2";

    static BuilderKind of(DockerEngine engine) {
        var ping =
                DockerHttpClient.Request.builder()
                        .method(DockerHttpClient.Request.Method.GET)
                        .path("/_ping")
                        .build();
        return engine.call(
                "say which builder it has",
                () -> {
                    try (DockerHttpClient.Response answer = engine.rawCommands().execute(ping)) {
                        return of(
                                answer.getHeader("Builder-Version"),
                                answer.getHeader("Ostype"),
                                answer.getHeader("Api-Version"));
                    }
                });
    }

    /// @param preferred what the engine prefers: it says 2 for BuildKit, 1 when its settings or its
    ///     system rule BuildKit out, nothing when it is Podman; engines before 23 leave it out
    ///     unless their settings name a builder
    static BuilderKind of(
            @Nullable String preferred, @Nullable String system, @Nullable String version) {
        if (preferred != null) {
            return preferred.equals(PREFERS_BUILDKIT) ? BUILDKIT : CLASSIC;
        }
        return "linux".equals(system) && atLeastFirst(version) ? BUILDKIT : CLASSIC;
    }

    private static boolean atLeastFirst(@Nullable String version) {
        return version != null
                && RemoteApiVersion.parseConfigWithDefault(version)
                        .isGreaterOrEqual(FIRST_WITH_BUILDKIT);
    }
}

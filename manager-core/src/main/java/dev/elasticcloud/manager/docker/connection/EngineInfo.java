package dev.elasticcloud.manager.docker.connection;

import com.github.dockerjava.api.model.Info;
import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.observed.HostReading;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/// The engine's description of itself and of its machine, which is the Docker host or Docker
/// Desktop's virtual machine.
/// @param init whether it has a program that can be a container's first process
public record EngineInfo(EngineHealth health, HostName host, boolean init) {

    private static final String MISSING = "N/A";

    public static EngineInfo read(DockerEngine engine) {
        return of(engine.call("describe itself", () -> engine.commands().infoCmd().exec()));
    }

    private static EngineInfo of(Info info) {
        return new EngineInfo(
                new EngineHealth(
                        true,
                        "docker",
                        Objects.requireNonNullElse(info.getServerVersion(), ""),
                        Objects.requireNonNullElse(info.getNCPU(), 0),
                        Objects.requireNonNullElse(info.getMemTotal(), 0L),
                        ""),
                HostName.near(Objects.requireNonNullElse(info.getName(), "")),
                hasInit(info));
    }

    /// The engine asks its init program for its version and says N/A when that fails; docker-java
    /// passes the answer on as it is.
    private static boolean hasInit(Info info) {
        return info.getRawValues().get("InitBinary") instanceof String program
                && !program.isEmpty()
                && info.getRawValues().get("InitCommit") instanceof Map<?, ?> commit
                && !MISSING.equals(commit.get("ID"));
    }

    public HostReading size(Instant now) {
        return HostReading.size(host, now, health.cpus(), health.memoryBytes());
    }
}

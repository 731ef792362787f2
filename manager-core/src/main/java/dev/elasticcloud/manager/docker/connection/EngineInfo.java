package dev.elasticcloud.manager.docker.connection;

import com.github.dockerjava.api.model.Info;
import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.observed.HostReading;
import java.time.Instant;
import java.util.Objects;

/// The engine's description of itself and of its machine, which is the Docker host or Docker
/// Desktop's virtual machine.
public record EngineInfo(EngineHealth health, HostName host) {

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
                HostName.near(Objects.requireNonNullElse(info.getName(), "")));
    }

    public HostReading size(Instant now) {
        return HostReading.size(host, now, health.cpus(), health.memoryBytes());
    }
}

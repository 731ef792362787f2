package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.spec.CloudSpec;
import java.util.Optional;

/// Keeps the spec, the wanted state, across restarts.
public interface SpecStore {

    Optional<CloudSpec> load();

    void save(CloudSpec spec);
}

package dev.elasticcloud.console.fake;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.nio.file.Path;
import java.util.List;

/// The pods that come with the installation.
public final class ShippedPods {

    private ShippedPods() {}

    /// From the smallest limits to the highest.
    public static List<PodSpec> specs() {
        Path home = Path.of(System.getProperty("elasticcloud.home", "."));
        return Managers.declaredPods(ManagerConfig.pods(home)).stream()
                .sorted(CloudSpec.BY_SIZE)
                .toList();
    }
}

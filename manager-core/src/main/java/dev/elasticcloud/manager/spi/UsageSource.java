package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import java.util.List;

/// Gives the engine the latest usage of each node.
@FunctionalInterface
public interface UsageSource {

    List<NodeUsage> latest(PodName pod);
}

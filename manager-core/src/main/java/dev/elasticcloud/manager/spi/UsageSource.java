package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;

import java.util.List;

/// The latest usage of each node; the engine asks, the sampler answers.
@FunctionalInterface
public interface UsageSource {

    List<NodeUsage> latest(PodName pod);
}

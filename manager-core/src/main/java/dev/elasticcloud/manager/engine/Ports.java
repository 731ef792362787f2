package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.scale.Autoscaler;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.DecisionLog;
import dev.elasticcloud.manager.spi.EventLog;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.SpecStore;
import dev.elasticcloud.manager.spi.StoreHealth;
import dev.elasticcloud.manager.spi.UsageSource;
import dev.elasticcloud.manager.spi.Workload;

/// The ports that the engine needs, wired by the composition root.
///
/// @param cloud the cloud's name
public record Ports(
        String cloud,
        ContainerRuntime runtime,
        LoadBalancer balancer,
        Autoscaler autoscaler,
        SpecStore specs,
        DecisionLog decisions,
        EventLog events,
        StoreHealth store,
        Workload workload,
        UsageSource usage,
        ManagerClock clock) {}

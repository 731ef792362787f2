package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.evidence.SigningKey;
import dev.elasticcloud.manager.scale.Autoscaler;
import dev.elasticcloud.manager.spi.AuditLog;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.DecisionLog;
import dev.elasticcloud.manager.spi.EventLog;
import dev.elasticcloud.manager.spi.EvidenceLog;
import dev.elasticcloud.manager.spi.JobLedger;
import dev.elasticcloud.manager.spi.JobTransport;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.SpecStore;
import dev.elasticcloud.manager.spi.StoreHealth;
import dev.elasticcloud.manager.spi.TokenBook;
import dev.elasticcloud.manager.spi.UsageLog;
import java.util.function.Supplier;

/// The parts of a manager in this process: its ports, its policy, its store and its clock.
///
/// @param key signs the cloud's evidence
/// @param sweep removes this cloud's leftovers from the host and reports what could not be removed
record ManagerParts(
        ContainerRuntime runtime,
        LoadBalancer balancer,
        JobTransport transport,
        Autoscaler autoscaler,
        SpecStore specs,
        DecisionLog decisions,
        EventLog events,
        JobLedger ledger,
        UsageLog usage,
        StoreHealth health,
        TokenBook tokens,
        AuditLog audit,
        EvidenceLog evidence,
        SigningKey key,
        ManagerClock clock,
        Supplier<HostedCloud.Leftovers> sweep) {}

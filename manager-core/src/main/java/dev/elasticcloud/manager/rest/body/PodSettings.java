package dev.elasticcloud.manager.rest.body;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The settings of a pod that its owner may change; those left out keep their values.
///
/// @param drainDeadline a time such as `60s`
/// @param startDeadline how long a node may take to answer its first health probe, such as `90s`
/// @param initialisation how long a node's usage counts as that of starting, such as `30s`
public record PodSettings(
        @Nullable Limits limits,
        @Nullable Integer slots,
        @Nullable Integer maxNodes,
        @Nullable Integer spares,
        @Nullable Double weight,
        @Nullable Balance balance,
        @Nullable String drainDeadline,
        @Nullable String startDeadline,
        @Nullable String initialisation,
        @Nullable Elastic elasticity) {

    /// Limits of each node; memory in bytes or in MiB.
    record Limits(
            @Nullable Double cpus,
            @Nullable Long memoryBytes,
            @Nullable Integer memoryMib,
            @Nullable Integer pids) {

        NodeLimits applied(NodeLimits limits) {
            long mib = memoryMib == null ? 0 : memoryMib * NodeLimits.MIB;
            long memory =
                    BodyFields.or(memoryBytes, memoryMib == null ? limits.memoryBytes() : mib);
            return new NodeLimits(
                    BodyFields.or(cpus, limits.cpus()), memory, BodyFields.or(pids, limits.pids()));
        }
    }

    /// Elasticity; thresholds as shares from 0 to 1, the cooldown a time such as `10s`.
    ///
    /// @param rules all rules that decide the node count, in the syntax of `pod.yaml`
    /// @param up how fast the node count may grow
    /// @param down how fast the node count may shrink; its `calm` is the cooldown
    record Elastic(
            @Nullable Boolean enabled,
            @Nullable Integer min,
            @Nullable Integer max,
            @Nullable Double lowerThreshold,
            @Nullable Double upperThreshold,
            @Nullable String cooldown,
            @Nullable List<ScalingSettings.Rule> rules,
            ScalingSettings.@Nullable Direction up,
            ScalingSettings.@Nullable Direction down) {

        boolean isScaled() {
            return rules != null || up != null || down != null;
        }

        Elasticity applied(Elasticity now) {
            Elasticity changed =
                    now.withEnabled(BodyFields.or(enabled, now.enabled()))
                            .withBounds(
                                    BodyFields.or(min, now.min()), BodyFields.or(max, now.max()))
                            .withThresholds(
                                    BodyFields.or(lowerThreshold, now.lowerThreshold()),
                                    BodyFields.or(upperThreshold, now.upperThreshold()));
            if (isScaled()) {
                changed = changed.scaledBy(ScalingSettings.read(rules, up, down, now.scaling()));
            }
            return cooldown == null
                    ? changed
                    : changed.withCooldown(BodyFields.duration("elasticity.cooldown", cooldown));
        }
    }

    /// The pod with these settings; refused if the settings contradict each other.
    public PodSpec applied(PodSpec pod) {
        PodSpec changed = maxNodes == null ? pod : pod.boundedTo(maxNodes);
        if (limits != null) {
            changed = changed.withLimits(limits.applied(pod.limits()));
        }
        if (slots != null) {
            changed = changed.withSlots(slots);
        }
        if (spares != null) {
            changed = changed.withSpares(spares);
        }
        if (weight != null) {
            changed = changed.withWeight(weight);
        }
        if (balance != null) {
            changed = changed.withBalance(balance);
        }
        if (drainDeadline != null) {
            changed =
                    changed.withDrainDeadline(BodyFields.duration("drainDeadline", drainDeadline));
        }
        if (startDeadline != null) {
            changed =
                    changed.withStartup(
                            changed.startup()
                                    .withDeadline(
                                            BodyFields.duration("startDeadline", startDeadline)));
        }
        if (initialisation != null) {
            changed =
                    changed.withStartup(
                            changed.startup()
                                    .withInitialisation(
                                            BodyFields.duration("initialisation", initialisation)));
        }
        return elasticity == null
                ? changed
                : changed.withElasticity(elasticity.applied(changed.elasticity()));
    }

    /// The commands that make these changes, ordered so that each is valid when it is submitted.
    public List<Command> commands(PodSpec pod) {
        PodName name = pod.name();
        PodSpec wanted = applied(pod);
        List<Command> commands = new ArrayList<>();
        if (maxNodes != null) {
            commands.add(new Command.SetMaxNodes(name, maxNodes));
        }
        if (limits != null) {
            commands.add(new Command.SetLimits(name, wanted.limits()));
        }
        if (slots != null) {
            commands.add(new Command.SetSlots(name, slots));
        }
        if (spares != null) {
            commands.add(new Command.SetSpares(name, spares));
        }
        if (weight != null) {
            commands.add(new Command.SetWeight(name, weight));
        }
        if (balance != null) {
            commands.add(new Command.SetBalance(name, balance));
        }
        if (drainDeadline != null) {
            commands.add(new Command.SetDrainDeadline(name, wanted.drainDeadline()));
        }
        if (startDeadline != null || initialisation != null) {
            commands.add(new Command.SetStartup(name, wanted.startup()));
        }
        if (elasticity != null) {
            elasticityCommands(name, elasticity, wanted.elasticity(), commands);
        }
        return commands;
    }

    private static void elasticityCommands(
            PodName name, Elastic given, Elasticity wanted, List<Command> commands) {
        if (given.isScaled()) {
            commands.add(new Command.SetScaling(name, wanted.scaling()));
        } else if (given.cooldown() != null) {
            commands.add(new Command.SetCooldown(name, wanted.cooldown()));
        }
        if (given.lowerThreshold() != null || given.upperThreshold() != null) {
            commands.add(
                    new Command.SetThresholds(
                            name, wanted.lowerThreshold(), wanted.upperThreshold()));
        }
        boolean bounded = given.min() != null || given.max() != null;
        if (given.enabled() == null || !wanted.enabled()) {
            if (bounded) {
                commands.add(new Command.SetBounds(name, wanted.min(), wanted.max()));
            }
            if (given.enabled() != null) {
                commands.add(new Command.DisableElasticity(name));
            }
        } else {
            commands.add(new Command.EnableElasticity(name, wanted.min(), wanted.max()));
        }
    }
}

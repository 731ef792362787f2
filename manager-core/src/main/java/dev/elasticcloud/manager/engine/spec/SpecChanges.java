package dev.elasticcloud.manager.engine.spec;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Turns a command into a changed spec, or refuses it; a pure function.
public final class SpecChanges {

    /// Which nodes exist now, and their states; a command may only name these.
    public interface KnownNodes {
        @Nullable NodeState state(PodName pod, NodeName node);

        /// The pod that has a node of this name, whichever it is.
        @Nullable PodName owner(NodeName node);

        /// Whether anything is left of a pod: a node, its network or its backend.
        boolean present(PodName pod);
    }

    private SpecChanges() {}

    public static CloudSpec apply(CloudSpec spec, Command command, KnownNodes nodes) {
        try {
            return ElasticBounds.kept(change(spec, command, nodes))
                    .withGeneration(spec.generation() + 1);
        } catch (IllegalArgumentException e) {
            throw new CloudException(ErrorCode.INVALID, String.valueOf(e.getMessage()), e);
        }
    }

    private static CloudSpec change(CloudSpec spec, Command command, KnownNodes nodes) {
        return switch (command) {
            case Command.Initialise c -> initialise(spec, c.nodes());
            case Command.DefinePod c -> spec.with(defined(spec, c.pod()));
            case Command.ShutDownPod c -> edit(spec, c.pod(), pod -> pod.withTarget(Target.NONE));
            case Command.ForgetPod c -> forget(spec, c.pod(), nodes);
            case Command.RegisterNode c ->
                    edit(spec, c.pod(), pod -> NodeChanges.register(pod, c, nodes));
            case Command.LaunchNode c ->
                    edit(spec, c.pod(), pod -> NodeChanges.launch(pod, c, nodes));
            case Command.PauseNode c ->
                    edit(spec, c.pod(), pod -> NodeChanges.pause(pod, c, nodes));
            case Command.ResumeNode c -> edit(spec, c.pod(), pod -> NodeChanges.resume(pod, c));
            case Command.RemoveNode c ->
                    edit(spec, c.pod(), pod -> NodeChanges.remove(pod, c, nodes));
            case Command.PausePod c -> allPaused(spec, c.pod(), true);
            case Command.ResumePod c -> allPaused(spec, c.pod(), false);
            case Command.SetLimits c -> edit(spec, c.pod(), pod -> pod.withLimits(c.limits()));
            case Command.SetSlots c -> edit(spec, c.pod(), pod -> pod.withSlots(c.slots()));
            case Command.SetMaxNodes c -> edit(spec, c.pod(), pod -> pod.boundedTo(c.maxNodes()));
            case Command.SetSpares c -> edit(spec, c.pod(), pod -> pod.withSpares(c.spares()));
            case Command.SetWeight c -> edit(spec, c.pod(), pod -> pod.withWeight(c.weight()));
            case Command.SetHostPolicy c -> spec.withHosts(c.policy());
            case Command.SetBalance c -> edit(spec, c.pod(), pod -> pod.withBalance(c.balance()));
            case Command.SetDrainDeadline c ->
                    edit(spec, c.pod(), pod -> pod.withDrainDeadline(c.deadline()));
            case Command.SetStartup c -> edit(spec, c.pod(), pod -> pod.withStartup(c.startup()));
            case Command.SetThresholds c ->
                    elastic(spec, c.pod(), e -> e.withThresholds(c.lower(), c.upper()));
            case Command.SetCooldown c -> elastic(spec, c.pod(), e -> e.withCooldown(c.cooldown()));
            case Command.SetScaling c -> elastic(spec, c.pod(), e -> e.scaledBy(c.scaling()));
            case Command.EnableElasticity c ->
                    elastic(spec, c.pod(), e -> e.withBounds(c.min(), c.max()).withEnabled(true));
            case Command.SetBounds c -> elastic(spec, c.pod(), e -> e.withBounds(c.min(), c.max()));
            case Command.RestorePod c -> edit(spec, c.previous().name(), pod -> c.previous());
            case Command.DisableElasticity c -> elastic(spec, c.pod(), e -> e.withEnabled(false));
        };
    }

    private static CloudSpec initialise(CloudSpec spec, Map<PodName, Integer> counts) {
        if (counts.isEmpty()) {
            throw new CloudException(ErrorCode.INVALID, "Name at least one pod to initialise");
        }
        CloudSpec changed = spec;
        for (Map.Entry<PodName, Integer> count : counts.entrySet()) {
            changed =
                    edit(
                            changed,
                            count.getKey(),
                            pod -> {
                                if (pod.target().initialised()) {
                                    throw new CloudException(
                                            ErrorCode.CONFLICT,
                                            "Pod %s is already initialised: launch or remove nodes, or shut it down first"
                                                    .formatted(pod.name()));
                                }
                                return pod.withTarget(
                                        Target.NONE
                                                .withInitialised(true)
                                                .withRegistered(pod.target().registered())
                                                .withNodes(count.getValue()));
                            });
        }
        return changed;
    }

    /// A known pod keeps the owner's settings; the program's settings come from its folder.
    private static PodSpec defined(CloudSpec spec, PodSpec pod) {
        return spec.pod(pod.name())
                .map(
                        known ->
                                new PodSpec(
                                        known.name(),
                                        pod.title(),
                                        pod.description(),
                                        pod.image(),
                                        known.limits(),
                                        known.slots(),
                                        known.maxNodes(),
                                        Math.min(pod.initialNodes(), known.maxNodes()),
                                        known.spares(),
                                        known.balance(),
                                        pod.port(),
                                        pod.health(),
                                        pod.network(),
                                        known.elasticity(),
                                        known.drainDeadline(),
                                        pod.job(),
                                        known.target(),
                                        known.weight(),
                                        known.startup()))
                .orElse(pod);
    }

    /// The folder's settings that the owner's settings override, as one clause; empty if there are
    /// none.
    public static String overridden(CloudSpec spec, PodSpec declared) {
        PodSpec known = spec.pods().get(declared.name());
        if (known == null) {
            return "";
        }
        List<String> kept = new ArrayList<>();
        note(kept, "limits", known.limits(), declared.limits());
        note(kept, "slots", known.slots(), declared.slots());
        note(kept, "maxNodes", known.maxNodes(), declared.maxNodes());
        note(kept, "spares", known.spares(), declared.spares());
        note(kept, "weight", known.weight(), declared.weight());
        note(kept, "balance", known.balance().key(), declared.balance().key());
        note(kept, "drainDeadline", known.drainDeadline(), declared.drainDeadline());
        note(kept, "startup", known.startup(), declared.startup());
        if (!known.elasticity().equals(declared.elasticity())) {
            kept.add("elasticity");
        }
        return String.join(", ", kept);
    }

    private static void note(List<String> kept, String what, Object now, Object declared) {
        if (!now.equals(declared)) {
            kept.add("%s %s, not %s".formatted(what, now, declared));
        }
    }

    /// A pod forgotten while something of it is left would leave that behind for good.
    private static CloudSpec forget(CloudSpec spec, PodName name, KnownNodes nodes) {
        if (pod(spec, name).target().initialised()) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "Pod %s is initialised: shut it down before it is forgotten".formatted(name));
        }
        if (nodes.present(name)) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "Pod %s is still being shut down: forget it once its nodes and network are gone"
                            .formatted(name));
        }
        return spec.without(name);
    }

    private static CloudSpec allPaused(CloudSpec spec, PodName name, boolean paused) {
        return edit(
                spec,
                name,
                pod -> {
                    mustBeInitialised(pod);
                    if (pod.target().allPaused() == paused) {
                        throw new CloudException(
                                ErrorCode.CONFLICT,
                                "Pod %s is %s"
                                        .formatted(name, paused ? "paused already" : "not paused"));
                    }
                    return pod.withTarget(pod.target().withAllPaused(paused));
                });
    }

    private static CloudSpec elastic(
            CloudSpec spec, PodName name, UnaryOperator<Elasticity> change) {
        return edit(spec, name, pod -> pod.withElasticity(change.apply(pod.elasticity())));
    }

    private static CloudSpec edit(CloudSpec spec, PodName name, UnaryOperator<PodSpec> change) {
        return spec.with(change.apply(pod(spec, name)));
    }

    private static PodSpec pod(CloudSpec spec, PodName name) {
        return spec.pod(name).orElseThrow(() -> CloudException.noPod(name, spec.pods().keySet()));
    }

    static void mustBeInitialised(PodSpec pod) {
        if (!pod.target().initialised()) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "Pod %s is not initialised: initialise it first".formatted(pod.name()));
        }
    }
}

package dev.elasticcloud.console.text;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Hold;
import dev.elasticcloud.manager.model.record.Reaction;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeUse;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.SetupStep;
import java.util.Locale;

/// What the window calls the manager's constants. The key of a name is the constant in lower case
/// with dashes, such as `name.pod-phase.scaling-up`.
public final class Names {

    private Names() {}

    public static String of(Role role) {
        return text("name.role." + key(role));
    }

    public static String of(Balance balance) {
        return text("name.balance." + key(balance));
    }

    public static String of(PodPhase phase) {
        return text("name.pod-phase." + key(phase));
    }

    public static String of(NodeState state) {
        return text("name.node-state." + key(state));
    }

    public static String of(NodeUse use) {
        return text("name.node-use." + key(use));
    }

    public static String of(SetupStep.Kind step) {
        return text("name.setup-step." + key(step));
    }

    public static String of(CloudEvent.Kind kind) {
        return text("name.event." + key(kind));
    }

    public static String of(CloudEvent.Severity severity) {
        return text("name.severity." + key(severity));
    }

    public static String of(Decision.Verdict verdict) {
        return text("name.verdict." + key(verdict));
    }

    public static String of(Decision.Brake.Kind brake) {
        return text("name.brake." + key(brake));
    }

    public static String of(Hold.Cause cause) {
        return cause == Hold.Cause.TOLERANCE
                ? text("name.tolerance")
                : of(Decision.Brake.Kind.valueOf(cause.name()));
    }

    public static String of(Reaction.Milestone milestone) {
        return text("name.milestone." + key(milestone));
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

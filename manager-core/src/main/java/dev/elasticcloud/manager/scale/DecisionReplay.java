package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.DecisionBasis;
import dev.elasticcloud.manager.model.record.DecisionInput;
import dev.elasticcloud.manager.model.record.HostClaims;
import dev.elasticcloud.manager.model.record.PolicySettings;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Reach;
import dev.elasticcloud.manager.model.spec.Startup;
import dev.elasticcloud.manager.model.spec.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records what a decision was based on, and reaches the decision again from that alone.
public final class DecisionReplay {

    private static final JobProgram NO_PROGRAM =
            new JobProgram(JobProgram.USUAL_PATH, JobProgram.USUAL_TIMEOUT, false, List.of());

    private DecisionReplay() {}

    /// What an evaluation was based on.
    ///
    /// @param before what was remembered before it
    public static DecisionBasis basis(
            PodSpec pod, Signals signals, ScaleMemory before, @Nullable HostClaims hosts) {
        return new DecisionBasis(
                PolicySettings.of(pod),
                new DecisionInput(
                        StandardAutoscaler.VERSION,
                        pod.target().nodes(),
                        signals,
                        MemoryRecord.of(before, pod, signals),
                        hosts));
    }

    /// The decision that the policy makes with this input. It starts and ends at the moment of the
    /// signals.
    public static Decision decide(DecisionBasis basis) {
        DecisionInput input = basis.input();
        PodSpec pod = pod(basis.settings(), input.nodes());
        Evaluation evaluation =
                new StandardAutoscaler()
                        .evaluate(pod, input.signals(), MemoryRecord.read(input.memory()));
        HostClaims hosts = input.hosts();
        return hosts == null
                ? evaluation.decision()
                : new HostShares(withWanted(hosts, evaluation, pod))
                        .fit(pod.name(), evaluation)
                        .decision();
    }

    /// The claims with what this pod's rules wanted as it was computed here.
    private static HostClaims withWanted(HostClaims hosts, Evaluation evaluation, PodSpec pod) {
        return new HostClaims(
                hosts.cpus(),
                hosts.bytes(),
                hosts.claims().stream()
                        .map(
                                claim ->
                                        claim.pod().equals(pod.name())
                                                ? claim.withWanted(evaluation.wanted())
                                                : claim)
                        .toList());
    }

    /// A pod with these settings; the policy reads nothing else of it.
    private static PodSpec pod(PolicySettings settings, int nodes) {
        return new PodSpec(
                settings.pod(),
                "",
                "",
                new ImageSource.Reference("none"),
                settings.limits(),
                settings.slots(),
                settings.maxNodes(),
                0,
                0,
                Balance.ROUND_ROBIN,
                PodSpec.USUAL_PORT,
                PodSpec.USUAL_HEALTH,
                Reach.INTERNAL,
                settings.elasticity(),
                PodSpec.DRAIN_DEADLINE,
                NO_PROGRAM,
                Target.NONE.withInitialised(true).withNodes(nodes),
                settings.weight(),
                Startup.STANDARD);
    }
}

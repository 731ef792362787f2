package dev.elasticcloud.manager.engine.spec;

import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodCommandsTest extends SpecChangesRig {

    @Test
    void eachCommandIncrementsTheGeneration() {
        CloudSpec before = cloud(MANUAL).withGeneration(41);

        CloudSpec after = SpecChanges.apply(before, new Command.SetSlots(LIGHT, 7), known);

        assertThat(after.generation()).isEqualTo(42);
    }

    @Test
    void anUnknownPodIsRefusedWithTheKnownPods() {
        isRefused(
                MANUAL,
                new Command.SetSlots(PodName.of("lite"), 7),
                ErrorCode.NOT_FOUND,
                "There is no pod 'lite': the pods are light, heavy");
    }

    @Test
    void senselessSettingsAreInvalid() {
        isRefused(MANUAL, new Command.SetSlots(LIGHT, 0), ErrorCode.INVALID, "slots");
        isRefused(MANUAL, new Command.Initialise(Map.of()), ErrorCode.INVALID, "at least one pod");
    }

    @Test
    void settingsAreSet() {
        NodeLimits limits = NodeLimits.of(0.7, 300);

        assertThat(after(MANUAL, new Command.SetSlots(LIGHT, 7)).slots()).isEqualTo(7);
        assertThat(after(MANUAL, new Command.SetSpares(LIGHT, 3)).spares()).isEqualTo(3);
        assertThat(after(MANUAL, new Command.SetLimits(LIGHT, limits)).limits()).isEqualTo(limits);
        assertThat(after(MANUAL, new Command.SetBalance(LIGHT, Balance.FILL_FIRST)).balance())
                .isEqualTo(Balance.FILL_FIRST);
        assertThat(
                        after(MANUAL, new Command.SetDrainDeadline(LIGHT, Duration.ZERO))
                                .drainDeadline())
                .isZero();
        assertThat(after(ELASTIC, new Command.RestorePod(MANUAL))).isEqualTo(MANUAL);
    }

    @Test
    void aPodIsInitialisedOnceAndKeepsItsRegisteredNames() {
        PodSpec named = DOWN.withTarget(DOWN.target().withRegistered(Set.of(FIRST)));

        PodSpec begun = after(named, new Command.Initialise(Map.of(LIGHT, 3)));

        assertThat(begun.target().initialised()).isTrue();
        assertThat(begun.target().nodes()).isEqualTo(3);
        assertThat(begun.target().registered()).containsExactly(FIRST);
        isRefused(
                begun,
                new Command.Initialise(Map.of(LIGHT, 1)),
                ErrorCode.CONFLICT,
                "already initialised");
    }

    @Test
    void aRedefinedPodKeepsItsOwnersSettings() {
        PodSpec owned = MANUAL.withSlots(9).withSpares(2);
        PodSpec folder = pod("light", 0).withTarget(Target.NONE);
        PodSpec rebuilt =
                PodSpec.ofImage(
                        LIGHT, "test/light:2", 9090, "/up", NodeLimits.of(1, 512), "/other");

        assertThat(after(owned, new Command.DefinePod(folder)).slots()).isEqualTo(9);
        PodSpec changed = after(owned, new Command.DefinePod(rebuilt));
        assertThat(changed.image()).isEqualTo(new ImageSource.Reference("test/light:2"));
        assertThat(changed.port()).isEqualTo(9090);
        assertThat(changed.limits()).isEqualTo(owned.limits());
        assertThat(changed.spares()).isEqualTo(2);
        assertThat(changed.target()).isEqualTo(owned.target());
    }

    @Test
    void aPodIsForgottenOnlyOnceNothingOfItIsLeft() {
        Command forget = new Command.ForgetPod(LIGHT);
        isRefused(MANUAL, forget, ErrorCode.CONFLICT, "shut it down before");

        known.left.add(LIGHT);
        isRefused(DOWN, forget, ErrorCode.CONFLICT, "still being shut down");

        known.left.clear();
        assertThat(SpecChanges.apply(cloud(DOWN), forget, known).pods()).isEmpty();
    }

    @Test
    void aWholePodIsPausedAndResumedOnceEach() {
        PodSpec paused = after(MANUAL, new Command.PausePod(LIGHT));

        assertThat(paused.target().allPaused()).isTrue();
        isRefused(paused, new Command.PausePod(LIGHT), ErrorCode.CONFLICT, "paused already");
        assertThat(after(paused, new Command.ResumePod(LIGHT))).isEqualTo(MANUAL);
        isRefused(MANUAL, new Command.ResumePod(LIGHT), ErrorCode.CONFLICT, "not paused");
    }

    @Test
    void aLowerNodeLimitBoundsTheWantedCountAndTheAutoscaler() {
        PodSpec five = ELASTIC.withTarget(ELASTIC.target().withNodes(5));

        PodSpec bounded = after(five, new Command.SetMaxNodes(LIGHT, 3));

        assertThat(bounded.maxNodes()).isEqualTo(3);
        assertThat(bounded.target().nodes()).isEqualTo(3);
        assertThat(bounded.elasticity().max()).isEqualTo(3);
        assertThat(bounded.elasticity().min()).isEqualTo(1);
    }

    @Test
    void theNodeLimitMayBeBelowTheInitialCount() {
        PodSpec folder =
                new PodSpec(
                        LIGHT,
                        "A pod",
                        "",
                        MANUAL.image(),
                        MANUAL.limits(),
                        1,
                        20,
                        4,
                        0,
                        Balance.ROUND_ROBIN,
                        8080,
                        "/healthz",
                        MANUAL.network(),
                        MANUAL.elasticity(),
                        MANUAL.drainDeadline(),
                        MANUAL.job(),
                        MANUAL.target());

        PodSpec bounded = after(folder, new Command.SetMaxNodes(LIGHT, 2));

        assertThat(bounded.maxNodes()).isEqualTo(2);
        assertThat(bounded.initialNodes()).isEqualTo(2);
    }

    @Test
    void elasticityBoundsTheWantedCountAtOnce() {
        PodSpec nine = MANUAL.withTarget(MANUAL.target().withNodes(9));

        PodSpec elastic = after(nine, new Command.EnableElasticity(LIGHT, 1, 4));

        assertThat(elastic.elasticity().enabled()).isTrue();
        assertThat(elastic.target().nodes()).isEqualTo(4);
        assertThat(after(elastic, new Command.SetBounds(LIGHT, 6, 8)).target().nodes())
                .isEqualTo(6);
        PodSpec manual = after(elastic, new Command.DisableElasticity(LIGHT));
        assertThat(manual.elasticity().enabled()).isFalse();
        assertThat(manual.target().nodes()).as("the wanted count is unchanged").isEqualTo(4);
        isRefused(
                MANUAL,
                new Command.EnableElasticity(LIGHT, 1, 21),
                ErrorCode.INVALID,
                "elastic max 21 is above the pod's max nodes, 20");
    }

    @Test
    void thresholdsAndCooldownAreChecked() {
        assertThat(
                        after(MANUAL, new Command.SetThresholds(LIGHT, 0.2, 0.6))
                                .elasticity()
                                .upperThreshold())
                .isEqualTo(0.6);
        isRefused(
                MANUAL,
                new Command.SetThresholds(LIGHT, 0.6, 0.2),
                ErrorCode.INVALID,
                "the lower must be below the upper");
        isRefused(
                MANUAL,
                new Command.SetCooldown(LIGHT, Duration.ofHours(2)),
                ErrorCode.INVALID,
                "0 to 3600 s");
    }

    @Test
    void aPodThatIsShutDownWantsNothing() {
        assertThat(after(MANUAL, new Command.ShutDownPod(LIGHT)).target()).isEqualTo(Target.NONE);
    }
}

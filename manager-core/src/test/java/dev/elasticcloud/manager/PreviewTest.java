package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a preview says is what comes, as far as no load has a say in it.
class PreviewTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final HostedCloud cloud = Clouds.simulated();

    @BeforeEach
    void twoNodes() {
        cloud.submit(new Command.DisableElasticity(LIGHT));
        cloud.submit(new Command.SetSpares(LIGHT, 0));
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 2))), SOON);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    static List<Command> changesOfTheCount() {
        return List.of(
                new Command.EnableElasticity(LIGHT, 4, 6),
                new Command.EnableElasticity(LIGHT, 1, 1),
                new Command.SetMaxNodes(LIGHT, 1),
                new Command.LaunchNode(LIGHT, null));
    }

    @ParameterizedTest
    @MethodSource("changesOfTheCount")
    void theNodesThatAPreviewStartsAndRemovesAreThoseThatTheChangeDoes(Command command) {
        long before = nodes();
        long started = count(command, Action.StartNode.class);
        long removed = count(command, Action.RemoveContainer.class);
        assertThat(started + removed).isPositive();

        cloud.submit(command);

        cloud.await(
                now ->
                        now.pod(LIGHT).orElseThrow().nodes().size() == before + started - removed
                                && now.pod(LIGHT).orElseThrow().online()
                                        == before + started - removed,
                SOON);
    }

    @Test
    void boundsThatChangeTheCountAtOnceAreSeen() {
        cloud.submit(new Command.EnableElasticity(LIGHT, 2, 4));

        assertThat(count(new Command.SetBounds(LIGHT, 3, 4), Action.StartNode.class)).isEqualTo(1);
    }

    @Test
    void aWholeSpecWhoseCountIsOutsideItsBoundsIsPutRight() {
        PodSpec now = cloud.snapshot().pod(LIGHT).orElseThrow().spec();
        PodSpec wanted = now.withElasticity(now.elasticity().withBounds(4, 6).withEnabled(true));

        assertThat(count(new Command.RestorePod(wanted), Action.StartNode.class)).isEqualTo(2);
        PodSpec off = wanted.withTarget(wanted.target().withNodes(0));
        assertThat(count(new Command.RestorePod(off), Action.StartNode.class)).isZero();
    }

    private long count(Command command, Class<? extends Action> kind) {
        return cloud.preview(command).actions().stream().filter(kind::isInstance).count();
    }

    private long nodes() {
        return cloud.snapshot().pod(LIGHT).orElseThrow().nodes().size();
    }
}

package dev.elasticcloud.manager.engine;

import static dev.elasticcloud.manager.Observed.NOW;
import static dev.elasticcloud.manager.Observed.container;
import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Observed.server;
import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Startup;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemSettlerTest {

    private static final PodSpec POD = pod("light", 1);
    private static final Subject STARTS = new Subject.Starts(LIGHT);
    private static final Subject IMAGE = new Subject.Image(LIGHT);
    private static final Instant LATER = NOW.plus(Startup.STANDARD.deadline()).plusMillis(1);

    private final Backoff backoff = new Backoff();
    private final ProblemSettler settler = new ProblemSettler(backoff);

    private void look(Observation seen, Conditions conditions, Instant now) {
        CloudView view = CloudView.of(cloud(POD), seen, Map.of(), Map.of(), conditions, now);
        settler.follow(view, Plan.EMPTY);
    }

    private void look(Observation seen, Instant now) {
        look(seen, Conditions.NONE, now);
    }

    private static Observation probed(String answer) {
        return ready(POD)
                .with(container(POD, "light-1", State.RUNNING))
                .with(server(POD, "light-1", Mode.DRAINING, false, 0).withProbe(answer))
                .see();
    }

    @Test
    void aNodeThatDoesNotStartInTimeIsAProblemOnceForEachContainer() {
        Conditions late =
                new Conditions(
                        Map.of(NodeName.of("light-1"), NOW),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of());
        look(probed("it answered HTTP 400"), late, LATER);
        look(probed("it answered HTTP 400"), late, LATER.plusSeconds(1));

        assertThat(backoff.problems(LATER, LATER))
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.subject()).isEqualTo(STARTS);
                            assertThat(problem.failures()).isEqualTo(1);
                            assertThat(problem.message())
                                    .contains("light-1", "GET /healthz", "HTTP 400")
                                    .contains("startDeadline");
                        });
    }

    @Test
    void startProblemsClearOnceANewNodeHasAnsweredForAWhile() {
        Observation serving = ready(POD).serving(POD, "light-1").see();
        look(serving, NOW);
        backoff.failed(STARTS, "it crashed", NOW.plusSeconds(1));

        look(serving, NOW.plusSeconds(60));
        assertThat(backoff.problems(NOW, NOW)).as("it served before that").hasSize(1);

        Observation another = ready(POD).serving(POD, "light-2").see();
        look(another, NOW.plusSeconds(61));
        assertThat(backoff.problems(NOW, NOW)).as("it may yet crash").hasSize(1);
        look(another, NOW.plusSeconds(67));
        assertThat(backoff.problems(NOW, NOW)).isEmpty();
    }

    @Test
    void anImageProblemClearsHoweverTheImageCame() {
        Observation none = ready(POD).see().withImages(Map.of());
        backoff.failed(IMAGE, "there is no such image", NOW);
        look(none, NOW.plus(Duration.ofHours(1)));
        assertThat(backoff.problems(NOW, NOW)).extracting(Problem::subject).contains(IMAGE);

        look(ready(POD).see(), NOW.plus(Duration.ofHours(2)));
        assertThat(backoff.problems(NOW, NOW)).isEmpty();
    }
}

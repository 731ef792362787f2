package dev.elasticcloud.console.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CloudConnectionTest {

    private final FakeCloud cloud = new FakeCloud(SampleClouds.declared());
    private final BlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();
    private final CloudConnection connection = new CloudConnection(cloud, ui::add);

    @Test
    void aSnapshotOnItsWayWhenTheConnectionClosesIsNotShown() {
        CloudSnapshot before = connection.snapshot();
        cloud.publish(SampleClouds.busy());
        connection.close();
        ui.forEach(Runnable::run);
        assertThat(connection.snapshot()).isSameAs(before);
    }

    @Test
    void aQuestionAfterTheConnectionHasClosedIsNotAsked() {
        connection.close();
        List<String> answers = new ArrayList<>();
        connection.decisions(SampleClouds.LIGHT, 1, found -> answers.add("found"), answers::add);
        ui.forEach(Runnable::run);
        assertThat(answers).isEmpty();
    }

    @Test
    void aTaskForAQuietConnectionRunsOnceTheLastAnswerHasBeenShown() throws Exception {
        List<String> said = new ArrayList<>();
        connection.whenQuiet(() -> said.add("not while the first snapshot waits to be shown"));
        assertThat(said).isEmpty();
        Objects.requireNonNull(ui.poll()).run();
        said.clear();
        connection.whenQuiet(() -> said.add("at once"));
        connection.decisions(SampleClouds.LIGHT, 1, found -> said.add("answer"), said::add);

        connection.whenQuiet(() -> said.add("quiet"));

        assertThat(said).containsExactly("at once");
        while (said.size() == 1) { // the cloud's snapshots come between
            Objects.requireNonNull(ui.poll(10, TimeUnit.SECONDS)).run();
        }
        assertThat(said).containsExactly("at once", "answer", "quiet");
        connection.close();
    }
}

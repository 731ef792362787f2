package dev.elasticcloud.console.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class CloudConnectionTest {

    private final FakeCloud cloud = new FakeCloud(SampleClouds.declared());
    private final Queue<Runnable> ui = new ArrayDeque<>();
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
}

package dev.elasticcloud.manager.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.docker.connection.EngineInfo;
import dev.elasticcloud.manager.docker.connection.FakeEngine;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.Awaiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A program that starts others and does not wait for their ends must not fill its node's limit on
/// processes with them.
@Tag("docker")
class NodeInitTest {

    private static final NodeName NODE = NodeName.of("light-1");
    private static final String LEAVE_TWENTY_BEHIND =
            "i=0; while [ $i -lt 20 ]; do (sleep 0 & exit 0); i=$((i+1)); done";
    private static final String COUNT_ZOMBIES =
            "n=0; for p in /proc/[0-9]*/stat; do read -r a b s r < $p 2>/dev/null || continue; if [ \"$s\" = Z ]; then n=$((n+1)); fi; done; echo zombies=$n";

    @Test
    void processesThatANodesProgramLeavesBehindAreEnded() {
        PodSpec pod = RealPods.light();
        String cloud = RealPods.freshCloud();
        try (DockerRuntime runtime = new DockerRuntime(cloud, null, RealPods.POD_DOCKERFILES);
                DockerEngine engine = new DockerEngine(null)) {
            try {
                runtime.buildImage(pod, line -> {});
                runtime.createNetwork(pod.name());
                runtime.start(pod, NODE);
                NodeContainer node = runtime.observe(List.of(pod)).nodes().getFirst();
                assertThat(
                                engine.commands()
                                        .inspectContainerCmd(node.id())
                                        .exec()
                                        .getHostConfig()
                                        .getInit())
                        .isEqualTo(EngineInfo.read(engine).init())
                        .isTrue();

                run(engine, node, LEAVE_TWENTY_BEHIND);

                Awaiting.until(
                        "no zombies", () -> run(engine, node, COUNT_ZOMBIES).contains("zombies=0"));
            } finally {
                runtime.removeAll();
            }
        }
    }

    private static String run(DockerEngine engine, NodeContainer node, String script) {
        String id =
                engine.commands()
                        .execCreateCmd(node.id())
                        .withCmd("sh", "-c", script)
                        .withAttachStdout(true)
                        .withAttachStderr(true)
                        .exec()
                        .getId();
        StringBuilder said = new StringBuilder();
        try {
            engine.streams()
                    .execStartCmd(id)
                    .exec(
                            new ResultCallback.Adapter<Frame>() {
                                @Override
                                public void onNext(Frame frame) {
                                    said.append(
                                            new String(frame.getPayload(), StandardCharsets.UTF_8));
                                }
                            })
                    .awaitCompletion();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return said.toString();
    }

    @Test
    void anEngineWithoutAnInitProgramIsKnownByWhatItSays() throws IOException {
        try (FakeEngine fake = new FakeEngine();
                DockerEngine engine = new DockerEngine(fake.address())) {
            fake.answer(
                    "/info",
                    "{\"Name\":\"h\",\"InitBinary\":\"docker-init\",\"InitCommit\":{\"ID\":\"N/A\"}}");
            assertThat(EngineInfo.read(engine).init()).isFalse();
            fake.answer("/info", "{\"Name\":\"h\"}");
            assertThat(EngineInfo.read(engine).init()).isFalse();
            fake.answer(
                    "/info",
                    "{\"Name\":\"h\",\"InitBinary\":\"docker-init\",\"InitCommit\":{\"ID\":\"\"}}");
            assertThat(EngineInfo.read(engine).init()).isTrue();
        }
    }
}

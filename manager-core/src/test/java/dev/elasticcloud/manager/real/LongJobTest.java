package dev.elasticcloud.manager.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs of half a minute on each node of a real engine, while their pod is changed in every way.
@Tag("docker")
class LongJobTest {

    private static final PodName NAP = PodName.of("nap");
    private static final int NODES = 3;
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Path HOME = Path.of(System.getProperty("elasticcloud.home"));
    private static final String PROGRAM =
            """
            import time
            from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
            from urllib.parse import parse_qs

            class Nap(BaseHTTPRequestHandler):
                def do_GET(self):
                    self.answer(b'{}')
                def do_POST(self):
                    form = self.rfile.read(int(self.headers.get('Content-Length', 0))).decode()
                    time.sleep(float(parse_qs(form).get('seconds', ['0'])[0]))
                    self.answer(b'{"rested": true}')
                def answer(self, body):
                    self.send_response(200)
                    self.send_header('Content-Type', 'application/json')
                    self.send_header('Content-Length', str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                def log_message(self, *words):
                    pass

            ThreadingHTTPServer(('', 8080), Nap).serve_forever()
            """;
    private static final String DECLARATION =
            """
            name: nap
            limits: { cpus: 0.3, memory: 64MB }
            slots: 1
            maxNodes: 6
            job:
              timeout: 60s
              parameters:
                - { name: seconds, type: number, default: 0, min: 0, max: 60, help: "How long." }
            """;

    @TempDir Path data;
    @TempDir Path folder;

    @Test
    void longJobsSurviveScaleInNewLimitsAndANewImage() throws IOException {
        Files.writeString(folder.resolve("nap.py"), PROGRAM);
        Files.writeString(folder.resolve("pod.yaml"), DECLARATION);
        Path dockerfile = folder.resolve("Dockerfile");
        Files.writeString(
                dockerfile,
                "FROM elastic-cloud/base\nCOPY nap.py /nap/\nCMD python3 /nap/nap.py\n");
        String name = "t" + UUID.randomUUID().toString().substring(0, 8);
        try (HostedCloud cloud = Managers.local(new ManagerConfig(name, HOME, data, 0))) {
            try {
                cloud.addPod(folder);
                cloud.await(
                        cloud.submit(new Command.Initialise(Map.of(NAP, NODES))),
                        Duration.ofMinutes(5));
                Set<String> before = containers(cloud.snapshot());
                List<Job> jobs = new ArrayList<>();
                for (int i = 0; i < NODES; i++) {
                    jobs.add(cloud.submit(new JobRequest(NAP, Map.of("seconds", "30"))));
                }
                cloud.await(s -> nap(s).load().running() == NODES, SOON);

                cloud.submit(new Command.EnableElasticity(NAP, 1, 1));
                cloud.submit(new Command.SetLimits(NAP, NodeLimits.of(0.4, 80)));
                Files.writeString(dockerfile, "# anew\n", StandardOpenOption.APPEND);
                cloud.await(cloud.addPod(folder), SOON.plusSeconds(60));

                Set<String> nodes = new HashSet<>();
                for (Job job : jobs) {
                    Job done = cloud.await(job.id(), SOON);
                    assertThat(done.state()).as(done.reason()).isEqualTo(JobState.COMPLETED);
                    assertThat(done.attempts()).isEqualTo(1);
                    nodes.add(done.node());
                }
                assertThat(nodes).as("each node had its job").hasSize(NODES);
                cloud.await(s -> nap(s).online() == 1 && nap(s).nodes().size() == 1, SOON);
                assertThat(containers(cloud.snapshot()))
                        .as("the image was rolled")
                        .doesNotContainAnyElementsOf(before);
            } finally {
                assertThat(cloud.tearDown(SOON)).isEqualTo(new HostedCloud.Leftovers(0, 0));
            }
        }
    }

    private static PodStatus nap(CloudSnapshot snapshot) {
        return snapshot.pod(NAP).orElseThrow();
    }

    private static Set<String> containers(CloudSnapshot snapshot) {
        Set<String> ids = new HashSet<>();
        nap(snapshot).nodes().stream()
                .filter(n -> n.state() == NodeState.ONLINE)
                .forEach(n -> ids.add(n.containerId()));
        return ids;
    }
}

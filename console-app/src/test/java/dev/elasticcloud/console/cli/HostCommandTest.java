package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.console.cli.Commands.Answer;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HostCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path home;

    private Commands cloud;

    @BeforeEach
    void open() {
        cloud = Commands.onSimulatedCloud(home);
        cloud.cloud().await(s -> !s.hosts().isEmpty(), Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Answer done(String... words) {
        Answer answer = cloud.run(words);
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer;
    }

    private JsonNode json(String... words) throws IOException {
        return JSON.readTree(done(words).out());
    }

    private HostPolicy policy() {
        return cloud.cloud().hostPolicy();
    }

    /// Leaves room for a few nodes of light, and for none of heavy once they are there.
    private void leaveRoomFor(long mib) {
        long all = cloud.cloud().snapshot().hosts().getFirst().memoryBytes() / NodeLimits.MIB;
        done("host", "set", "--reserve", (all - mib) + "m");
    }

    @Test
    void hostsAreListedWithWhatIsPromisedUsedAndFree() throws IOException {
        done("init", "light=2", "--wait");

        String listed = done("host", "ls").out();
        assertThat(listed)
                .contains("HOST", "PROMISED CPU", "USED", "OTHERS", "FREE", "PRESSURE", "ROOM")
                .containsPattern("room for \\d+ more light");
        JsonNode host = json("host", "ls", "-o", "json").get(0);
        assertThat(host.get("cores").asDouble()).isEqualTo(8);
        assertThat(host.get("promisedCpus").asDouble()).isPositive();
        assertThat(done("host", "ls", "-q").out().strip()).isEqualTo("simulated");
    }

    @Test
    void aHostIsShownWithEachPodsPartAndThePolicy() throws IOException {
        done("set", "spares", "light", "0");
        done("init", "light=2", "--wait");

        assertThat(done("host", "show").out())
                .contains("8 cores", "CPU promised 1.2 times", "512 MB of memory in reserve")
                .containsPattern("light +2 +");
        JsonNode host = json("host", "show", "simulated", "-o", "json");
        assertThat(host.at("/policy/overcommit").asDouble()).isEqualTo(1.2);
        assertThat(host.at("/pods/0/pod").asText()).isEqualTo("light");
        assertThat(host.at("/pods/0/nodes").asInt()).isEqualTo(2);
        assertThat(host.at("/pods/0/pending").asInt()).isZero();
    }

    @Test
    void anUnknownHostIsAnsweredWithTheHostsThereAre() {
        Answer answer = cloud.run("host", "show", "simulatd");
        assertThat(answer.code()).isEqualTo(ErrorCode.NOT_FOUND.exitCode());
        assertThat(answer.err()).contains("There is no host 'simulatd': the hosts are simulated");
        assertThat(cloud.run("host", "show", "a b").code()).isEqualTo(ErrorCode.INVALID.exitCode());
    }

    @Test
    void whatIsNotGivenOfThePolicyStays() {
        done("host", "set", "--overcommit", "2");
        done("host", "set", "--reserve", "1g");
        assertThat(policy()).isEqualTo(new HostPolicy(2, 1024 * NodeLimits.MIB));

        done("host", "set", "--unbounded");
        assertThat(policy().unbounded()).isTrue();
        assertThat(done("host", "show").out()).contains("unbounded: nodes start without regard");
        done("host", "set", "--overcommit", "3");
        assertThat(policy().unbounded()).isTrue();
        done("host", "set", "--no-unbounded");
        assertThat(policy()).isEqualTo(new HostPolicy(3, 1024 * NodeLimits.MIB));
    }

    @Test
    void aPolicyThatMakesNoSenseIsRefused() {
        assertThat(cloud.run("host", "set").err()).contains("give --overcommit, --reserve");
        refused("'much' is not an overcommit", "host", "set", "--overcommit", "much");
        refused("out of range: give 0.1 to 20", "host", "set", "--overcommit", "0");
        refused("out of range: give 0.1 to 20", "host", "set", "--overcommit", "1e400");
        refused("is not an overcommit", "host", "set", "--overcommit", "NaN");
        refused("is not an amount of memory", "host", "set", "--reserve", "-1");
        assertThat(policy()).isEqualTo(HostPolicy.DEFAULT);
    }

    private void refused(String why, String... words) {
        Answer answer = cloud.run(words);
        assertThat(answer.err()).contains(why);
        assertThat(answer.code()).isEqualTo(ErrorCode.INVALID.exitCode());
    }

    @Test
    void aPodsWeightIsSetAndShown() throws IOException {
        done("set", "weight", "light", "3");
        assertThat(cloud.cloud().snapshot().pod(PodName.of("light")).orElseThrow().spec().weight())
                .isEqualTo(3);
        assertThat(json("pod", "show", "light", "-o", "json").get("weight").asDouble())
                .isEqualTo(3);
        refused("weight must be from 0.01 to 100", "set", "weight", "light", "0");
        refused("weight must be from 0.01 to 100", "set", "weight", "light", "101");
        refused("'heavy' is not a weight", "set", "weight", "light", "heavy");
    }

    @Test
    void aWaitOnAFullHostEndsWithTheReasonAndPendingNodesAreShown() throws IOException {
        done("elasticity", "disable", "light");
        leaveRoomFor(1024);

        Answer init = cloud.run("init", "light=20", "--wait", "--timeout", "10m");

        assertThat(init.code()).as(init.err()).isEqualTo(ErrorCode.EXHAUSTED.exitCode());
        assertThat(init.err())
                .contains("of 20 nodes of light are online", "pending: host full: needs");
        assertThat(done("pod", "ls").out())
                .containsPattern("light: \\d+ pending: host full: needs");
        assertThat(json("pod", "ls", "-o", "json").get(0).get("pending").asInt()).isPositive();
        assertThat(done("pod", "show", "light").out()).contains("pending: host full: needs");
        assertThat(done("host", "ls").out()).contains("no room", "light: ");
        assertThat(done("top").out()).contains("Host simulated: promised", "pending: host full");
    }

    @Test
    void aJobOfAPodThatGetsNoNodeIsNotWaitedForForEver() {
        done("elasticity", "disable", "light");
        leaveRoomFor(1024);
        cloud.run("init", "light=20", "--wait");
        Answer init = cloud.run("init", "heavy=1", "--wait");
        assertThat(init.code())
                .as(init.err() + done("pod", "ls").out() + done("host", "show").out())
                .isEqualTo(ErrorCode.EXHAUSTED.exitCode());

        Answer run = cloud.run("job", "run", "heavy", "--wait", "--timeout", "10m");

        assertThat(run.code()).as(run.err()).isEqualTo(ErrorCode.EXHAUSTED.exitCode());
        assertThat(run.err()).contains("waits for a node", "host full", "cloud job cancel");
    }
}

package dev.elasticcloud.manager.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.docker.connection.FakeEngine;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeReaderTest {

    private static final DockerNames NAMES = new DockerNames("test");
    private static final PodSpec POD = Specs.pod("light", 2);
    private static final String LIST = "/containers/json";

    private FakeEngine fake;
    private DockerEngine engine;
    private NodeReader reader;
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final List<String> listed = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        fake = new FakeEngine();
        engine = new DockerEngine(fake.address());
        reader = new NodeReader(engine, NAMES, ManagerClock.following(() -> now));
    }

    @AfterEach
    void stop() throws IOException {
        fake.close();
        engine.close();
    }

    @Test
    void everythingDockerReportsOfANodeIsRead() {
        list("c1", "light-1", "running", "10.89.0.3");
        fake.answer(
                inspect("c1"), inspected("c1", "light-1", "running", 500_000_000L, "10.89.0.3"));

        assertThat(reader.read())
                .containsExactly(
                        new NodeContainer(
                                "c1",
                                Specs.LIGHT,
                                NodeName.of("light-1"),
                                NodeContainer.State.RUNNING,
                                POD.nodeFingerprint(),
                                new NodeLimits(0.5, 100 * NodeLimits.MIB, 64),
                                "10.89.0.3",
                                Instant.parse("2026-03-01T11:00:00Z"),
                                0,
                                false));
    }

    @Test
    void aContainerWithoutLimitsIsReadAsUnlimited() {
        list("c1", "light-1", "running", "10.89.0.3");
        fake.answer(
                inspect("c1"),
                inspected("c1", "light-1", "running", 0L, "10.89.0.3")
                        .replace("104857600", "0")
                        .replace("\"PidsLimit\":64", "\"PidsLimit\":-1"));

        assertThat(reader.read())
                .extracting(NodeContainer::limits)
                .containsExactly(new NodeLimits(512, Long.MAX_VALUE, 32_768));
    }

    @Test
    void oneFailedInspectIsOneUnreadableNodeAndTheOthersAreRead() {
        list("c1", "light-1", "running", "10.89.0.3");
        list("c2", "light-2", "running", "10.89.0.4");
        fake.fail(inspect("c1"), 500, "the layer does not exist");
        fake.answer(
                inspect("c2"), inspected("c2", "light-2", "running", 300_000_000L, "10.89.0.4"));

        List<NodeContainer> nodes = reader.read();

        assertThat(nodes).hasSize(2);
        assertThat(named(nodes, "light-2").unreadable()).isEmpty();
        NodeContainer bad = named(nodes, "light-1");
        assertThat(bad.unreadable())
                .isEqualTo("Docker could not inspect container c1: the layer does not exist");
        assertThat(bad.state()).isEqualTo(NodeContainer.State.RUNNING);
        assertThat(bad.address()).isEqualTo("10.89.0.3");
        assertThat(bad.limits()).isEqualTo(POD.limits());
        assertThat(bad.fingerprint()).isEqualTo(POD.nodeFingerprint());
        assertThat(bad.startedAt()).isEqualTo(Instant.ofEpochSecond(1_770_000_000));
    }

    @Test
    void aMalformedAnswerIsOneUnreadableNode() {
        list("c1", "light-1", "running", "10.89.0.3");
        fake.answer(inspect("c1"), "{}");

        assertThat(read("light-1").unreadable())
                .startsWith("The manager could not inspect container c1: NullPointerException");
    }

    @Test
    void aNodeThatBecomesUnreadableKeepsWhatWasLastKnown() {
        list("c1", "light-1", "running", "10.89.0.3");
        fake.answer(
                inspect("c1"), inspected("c1", "light-1", "running", 700_000_000L, "10.89.0.3"));
        reader.read();
        fake.fail(inspect("c1"), 500, "broken");
        reader.invalidate("c1");

        awaitUnreadable();

        NodeContainer node = read("light-1");
        assertThat(node.unreadable()).endsWith("broken");
        assertThat(node.limits().cpus()).isEqualTo(0.7);
        assertThat(node.startedAt()).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
    }

    @Test
    void anUnreadableNodeIsInspectedAgainAfterAPause() {
        list("c1", "light-1", "running", "10.89.0.3");
        fake.fail(inspect("c1"), 500, "broken");
        reader.read();
        assertThat(read("light-1").unreadable()).endsWith("broken");
        assertThat(fake.asked(inspect("c1"))).isEqualTo(1);

        fake.answer(
                inspect("c1"), inspected("c1", "light-1", "running", 500_000_000L, "10.89.0.3"));
        now = now.plus(Duration.ofSeconds(3));

        Awaiting.until("the node can be read", () -> read("light-1").unreadable().isEmpty());
    }

    @Test
    void aNodeThatEndedWhileItWasUnreadableIsSeenAsEnded() {
        list("c1", "light-1", "running", "10.89.0.3");
        fake.fail(inspect("c1"), 500, "broken");
        reader.read();
        listed.clear();
        list("c1", "light-1", "exited", "");

        Awaiting.until(
                "the node has ended", () -> read("light-1").state() == NodeContainer.State.EXITED);
    }

    @Test
    void anEngineThatIsLostBetweenListAndInspectFailsTheWholeReading() {
        list("c1", "light-1", "running", "10.89.0.3");
        fake.hangUp(inspect("c1"));
        fake.hangUp("/_ping");

        assertThatThrownBy(reader::read)
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.isUnreachable()).isTrue());
    }

    @Test
    void aFailedInspectRightAfterAStartIsLeftToTheNextReading() {
        list("c1", "light-1", "running", "10.89.0.3");
        fake.fail(inspect("c1"), 500, "broken");

        reader.inspectNow("c1");

        assertThat(read("light-1").unreadable()).endsWith("broken");
    }

    @Test
    void aNodeWhoseInspectIsHeldUpStaysAsItWasLastSeen() {
        list("c1", "light-1", "running", "10.89.0.3");
        fake.answer(
                inspect("c1"), inspected("c1", "light-1", "running", 500_000_000L, "10.89.0.3"));
        reader.read();
        fake.hang(inspect("c1"));
        reader.invalidate("c1");
        listed.clear();
        list("c1", "light-1", "paused", "10.89.0.3");

        NodeContainer node = read("light-1");

        assertThat(node.state()).isEqualTo(NodeContainer.State.FROZEN);
        assertThat(node.limits().cpus()).isEqualTo(0.5);
        assertThat(node.unreadable()).isEmpty();
    }

    @Test
    void anUnchangedNodeIsInspectedAgainOnlyAfterAWhile() {
        list("c1", "light-1", "running", "10.89.0.3");
        fake.answer(
                inspect("c1"), inspected("c1", "light-1", "running", 500_000_000L, "10.89.0.3"));
        reader.read();
        reader.read();
        assertThat(fake.asked(inspect("c1"))).isEqualTo(1);

        now = now.plus(Duration.ofSeconds(31));
        reader.read();

        Awaiting.until("it is inspected again", () -> fake.asked(inspect("c1")) == 2);
    }

    @Test
    void anOutOfMemoryEventIsRememberedForTheNode() {
        list("c1", "light-1", "running", "10.89.0.3");
        fake.answer(
                inspect("c1"), inspected("c1", "light-1", "running", 500_000_000L, "10.89.0.3"));
        reader.read();

        reader.ranOutOfMemory("c1");

        Awaiting.until("it is known", () -> read("light-1").outOfMemory());
    }

    private NodeContainer read(String node) {
        return named(reader.read(), node);
    }

    private static NodeContainer named(List<NodeContainer> nodes, String name) {
        return nodes.stream().filter(n -> n.node().value().equals(name)).findFirst().orElseThrow();
    }

    private void awaitUnreadable() {
        Awaiting.until("the node cannot be read", () -> !read("light-1").unreadable().isEmpty());
    }

    private static String inspect(String id) {
        return "/containers/" + id + "/json";
    }

    private void list(String id, String node, String state, String address) {
        listed.add(
                """
                {"Id":"%s","Names":["/ec-test.%s"],"State":"%s","Created":1770000000,
                 "Labels":%s,"NetworkSettings":%s}\
                """
                        .formatted(id, node, state, labels(node), networks(address)));
        fake.answer(LIST, listed.toString());
    }

    private static String inspected(
            String id, String node, String state, long nanoCpus, String address) {
        return """
        {"Id":"%s","Name":"/ec-test.%s","Config":{"Labels":%s},"NetworkSettings":%s,
         "State":{"Status":"%s","StartedAt":"2026-03-01T11:00:00Z","ExitCode":0,"OOMKilled":false},
         "HostConfig":{"NanoCpus":%d,"Memory":104857600,"PidsLimit":64}}\
        """
                .formatted(id, node, labels(node), networks(address), state, nanoCpus);
    }

    private static String networks(String address) {
        return "{\"Networks\":{\"ec-test.light\":{\"IPAddress\":\"%s\"}}}".formatted(address);
    }

    private static String labels(String node) {
        return NAMES.ofNode(POD, NodeName.of(node)).entrySet().stream()
                .map(
                        label ->
                                "\"%s\":\"%s\""
                                        .formatted(
                                                label.getKey(),
                                                label.getValue()
                                                        .replace("\\", "\\\\")
                                                        .replace("\"", "\\\"")))
                .collect(Collectors.joining(",", "{", "}"));
    }
}

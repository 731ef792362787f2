package dev.elasticcloud.manager.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.samskivert.mustache.Template;
import dev.elasticcloud.manager.docker.RealPods;
import dev.elasticcloud.manager.haproxy.HaproxyConfig.Backend;
import dev.elasticcloud.manager.haproxy.HaproxyConfig.Server;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.JobProgram.Hold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaproxyConfigTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final PodName HEAVY = PodName.of("heavy");

    private static HaproxyConfig twoPods() {
        Backend light =
                new Backend(
                        LIGHT,
                        Balance.LEAST_BUSY,
                        "/healthz",
                        Duration.ofMinutes(5),
                        Hold.STANDARD,
                        new TreeMap<>());
        light = light.with(new Server(NodeName.of("light-1"), "10.89.0.3:8080", 4, true));
        light = light.with(new Server(NodeName.of("light-2"), "10.89.0.4:8080", 2, false));
        Backend heavy =
                new Backend(
                        HEAVY,
                        Balance.FILL_FIRST,
                        "/ok",
                        Duration.ofHours(3),
                        new Hold(3, Duration.ofSeconds(5)),
                        new TreeMap<>());
        return HaproxyConfig.EMPTY.with(light).with(heavy);
    }

    private static Template template() throws IOException {
        return HaproxyConfig.template(
                Files.readString(RealPods.HOME.resolve("haproxy/haproxy.cfg.mustache")));
    }

    @Test
    void everyPodHasABackendAndEveryNodeALine() throws IOException {
        assertThat(twoPods().render(template()))
                .contains("backend light\n    balance leastconn\n")
                .contains("backend heavy\n    balance first\n")
                .containsPattern("server light-1 10.89.0.3:8080 check .* maxconn 4\n")
                .containsPattern("server light-2 10.89.0.4:8080 check .* maxconn 2 disabled\n")
                .doesNotContain("{{");
    }

    @Test
    void eachPodHasItsOwnTimeouts() throws IOException {
        String text = twoPods().render(template());
        assertThat(text)
                .containsPattern("(?s)backend light\n.{0,200}timeout server 300000ms")
                .containsPattern("(?s)backend light\n.{0,300}timeout queue 60000ms")
                .containsPattern("(?s)backend heavy\n.{0,200}timeout server 10800000ms")
                .containsPattern("(?s)backend heavy\n.{0,300}timeout queue 5000ms")
                .containsPattern("(?s)backend heavy\n.{0,400}timeout tunnel 10800000ms");
        assertThat(text).contains("lua.hold 60000 ").contains("lua.hold 5000 ");
    }

    @Test
    void aReloadOutlastsTheLongestRequestOfAnyPod() throws IOException {
        // 5 s for a node, 5 s in the queue, three hours of work and a margin of 30 s
        assertThat(twoPods().render(template())).contains("hard-stop-after 10840s\n");
    }

    @Test
    void nodesAreProbedInHttp11WithAHost() throws IOException {
        assertThat(twoPods().render(template()))
                .contains("send meth GET uri /healthz ver HTTP/1.1 hdr Host localhost")
                .contains("expect status 200-399");
    }

    @Test
    void aRenderedConfigReadsBackEqual() throws IOException {
        assertThat(HaproxyConfig.read(twoPods().render(template()).lines().toList()))
                .isEqualTo(twoPods());
    }

    @Test
    void aCloudWithoutPodsAnswersEveryPathWithUnknownPod() throws IOException {
        assertThat(HaproxyConfig.EMPTY.render(template()))
                .contains("unknown_pod")
                .doesNotContain("httpchk");
    }

    @Test
    void anythingButAnAddressIsRejected() {
        assertThatThrownBy(() -> new Server(NodeName.of("a"), "10.0.0.1:80\n  x", 1, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFolderThatSomebodyRemovedIsMadeAgainAndPrivate(@TempDir Path data) throws IOException {
        Path folder = data.resolve("balancer");
        ConfigFile file =
                new ConfigFile(folder, RealPods.HOME.resolve("haproxy/haproxy.cfg.mustache"));

        file.write(twoPods());

        assertThat(file.read()).isEqualTo(twoPods());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }
}

package dev.elasticcloud.manager.docker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxySettingsTest {

    @TempDir Path home;

    private Map<String, String> read(String engine, String settings) throws IOException {
        Path folder = Files.createDirectories(home.resolve(".docker"));
        Files.writeString(folder.resolve("config.json"), settings);
        return ProxySettings.of(engine, Map.of(), home);
    }

    @Test
    void proxiesBecomeVariablesInBothSpellings() throws IOException {
        assertThat(
                        read(
                                "unix:///run/docker.sock",
                                "{\"proxies\":{\"default\":{\"httpProxy\":\"http://p:3128\",\"noProxy\":\"localhost\"}}}"))
                .isEqualTo(
                        Map.of(
                                "HTTP_PROXY", "http://p:3128",
                                "http_proxy", "http://p:3128",
                                "NO_PROXY", "localhost",
                                "no_proxy", "localhost"));
    }

    @Test
    void anEngineMayHaveProxiesOfItsOwn() throws IOException {
        String settings =
                "{\"proxies\":{\"default\":{\"httpProxy\":\"a\"},\"tcp://office:2376\":{\"httpProxy\":\"b\"}}}";

        assertThat(read("tcp://office:2376", settings)).containsEntry("HTTP_PROXY", "b");
        assertThat(read("tcp://home:2376", settings)).containsEntry("HTTP_PROXY", "a");
    }

    @Test
    void withoutSettingsOrWithDamagedOnesThereAreNone() throws IOException {
        assertThat(ProxySettings.of("x", Map.of(), home)).isEmpty();
        assertThat(read("x", "{ broken")).isEmpty();
        assertThat(read("x", "{\"auths\":{}}")).isEmpty();
    }

    @Test
    void theFolderOfTheSettingsCanBeNamed() throws IOException {
        Files.writeString(
                home.resolve("config.json"), "{\"proxies\":{\"default\":{\"httpsProxy\":\"s\"}}}");

        assertThat(
                        ProxySettings.of(
                                "x", Map.of("DOCKER_CONFIG", home.toString()), Path.of("/none")))
                .containsEntry("HTTPS_PROXY", "s");
    }
}

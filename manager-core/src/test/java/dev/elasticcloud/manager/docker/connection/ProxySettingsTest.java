package dev.elasticcloud.manager.docker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxySettingsTest {

    @TempDir Path home;

    private static Map<String, String> of(
            String engine, Map<String, String> environment, Path home) {
        return new ProxySettings(engine, DockerConfig.of(environment, home)).variables();
    }

    private Map<String, String> read(String engine, String settings) throws IOException {
        Path folder = Files.createDirectories(home.resolve(".docker"));
        Files.writeString(folder.resolve("config.json"), settings);
        return of(engine, Map.of(), home);
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
        assertThat(of("x", Map.of(), home)).isEmpty();
        assertThat(read("x", "{ broken")).isEmpty();
        assertThat(read("x", "{\"auths\":{}}")).isEmpty();
    }

    @Test
    void theFolderOfTheSettingsCanBeNamed() throws IOException {
        Files.writeString(
                home.resolve("config.json"), "{\"proxies\":{\"default\":{\"httpsProxy\":\"s\"}}}");

        assertThat(of("x", Map.of("DOCKER_CONFIG", home.toString()), Path.of("/none")))
                .containsEntry("HTTPS_PROXY", "s");
    }

    @Test
    void settingsThatChangeAreReadAgainAndOthersAreNot() throws IOException {
        Path file = home.resolve("config.json");
        ProxySettings settings = new ProxySettings("x", new DockerConfig(home));
        assertThat(settings.variables()).isEmpty();

        Files.writeString(file, "{\"proxies\":{\"default\":{\"httpProxy\":\"a\"}}}");
        assertThat(settings.variables()).containsEntry("HTTP_PROXY", "a");

        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, "{\"proxies\":{\"default\":{\"httpProxy\":\"b\"}}}");
        Files.setLastModifiedTime(file, before);
        assertThat(settings.variables()).containsEntry("HTTP_PROXY", "a");

        Files.setLastModifiedTime(file, FileTime.from(before.toInstant().plusSeconds(1)));
        assertThat(settings.variables()).containsEntry("HTTP_PROXY", "b");

        Files.delete(file);
        assertThat(settings.variables()).isEmpty();
    }
}

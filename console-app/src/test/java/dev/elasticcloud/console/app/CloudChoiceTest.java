package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.clouds.CloudFinder;
import dev.elasticcloud.console.connection.CloudMenu;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.console.fx.FxThread;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.ServeConfig;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.model.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A window that switches from its first cloud to a remote one, with a viewer's token.
class CloudChoiceTest {

    private static final Path PICTURES = Path.of("target", "pictures");

    @TempDir Path home;

    private final FakeCloud first = new FakeCloud(SampleClouds.busy());
    private final List<CloudManager> shown = new ArrayList<>();
    private HostedCloud other;
    private Serving serving;
    private String viewer = "";
    private CloudFinder finder;
    private CloudSwitch clouds;
    private ConsoleWindow window;
    private Stage stage;

    @BeforeEach
    void openWindow() throws Exception {
        Path checkout = Path.of(System.getProperty("elasticcloud.home", "."));
        other = Managers.simulated(new ManagerConfig("office", checkout, home, 0));
        serving = Managers.serve(other, ServeConfig.loopback("office", home, false, 0));
        Endpoint own = Managers.endpoint(home, "office").orElseThrow();
        try (RemoteCloud owner = Managers.connect(own)) {
            viewer = owner.tokens().create("the wall", Role.VIEWER).secret();
        }
        finder = new CloudFinder(Map.of(), home, data -> Optional.empty());
        clouds =
                new CloudSwitch(
                        new CloudSwitch.Connectors(
                                "this machine",
                                finder,
                                Managers::connect,
                                () -> new FakeCloud(SampleClouds.simulated())),
                        first,
                        new FxThread(),
                        cloud -> show(cloud));
        window = OnFx.get(() -> windowOn(first));
        stage = OnFx.open(window);
    }

    private ConsoleWindow windowOn(CloudManager cloud) {
        ConsoleWindow made = new ConsoleWindow(cloud, 1280, 800);
        made.offer(clouds);
        return made;
    }

    /// Shows another cloud in the same window, as the console does.
    private void show(CloudManager cloud) {
        ConsoleWindow before = window;
        window = windowOn(cloud);
        stage.setScene(window.scene());
        before.close();
        shown.add(cloud);
    }

    @AfterEach
    void closeAll() throws Exception {
        OnFx.run(stage::close);
        OnFx.run(window::close);
        OnFx.run(clouds::close);
        serving.close();
        other.close();
    }

    @SuppressWarnings("unchecked")
    private <T extends Node> T find(String selector) {
        return (T) window.scene().lookup(selector);
    }

    private String text(String selector) {
        Label label = find(selector);
        return label.getText();
    }

    private void openMenu() throws Exception {
        OnFx.run(() -> this.<Button>find("#choose-cloud").fire());
        OnFx.await(() -> find(".cloud-menu") != null);
    }

    private void add(String name, String url, String token) throws Exception {
        OnFx.run(
                () -> {
                    this.<TextField>find("#cloud-name").setText(name);
                    this.<TextField>find("#cloud-url").setText(url);
                    this.<TextField>find("#cloud-token").setText(token);
                    this.<Button>find("#cloud-save").fire();
                });
    }

    private void shoot(String name) throws Exception {
        for (Theme theme : Theme.values()) {
            OnFx.run(() -> window.show(theme));
            for (int[] size : new int[][] {{1024, 700}, {1600, 900}}) {
                Path png = PICTURES.resolve("%s-%s-%d.png".formatted(name, theme, size[0]));
                OnFx.get(
                        () -> {
                            Files.createDirectories(PICTURES);
                            WindowCamera.shoot(window.scene(), size[0], size[1], png);
                            return png;
                        });
            }
        }
    }

    @Test
    void anotherCloudIsSavedAndShownWithTheRoleOfItsToken() throws Exception {
        openMenu();
        shoot("clouds");
        add("office", serving.url().toString(), viewer);
        OnFx.await(() -> shown.size() == 1);
        OnFx.await(() -> "viewer".equals(text("#role")));
        OnFx.await(() -> find("#thresholds-light") != null);
        assertThat(find("#thresholds-light").isDisabled()).isTrue();
        assertThat(text(".pod-controls .refusal")).contains("owner").contains("viewer");
        assertThat(find("#initialise-heavy").isDisabled()).isTrue();
        assertThat(text(".idle .refusal")).contains("owner").contains("viewer");
        shoot("viewer");
        assertThat(finder.saved().cloud("office")).isPresent();
        openMenu();
        OnFx.await(
                () ->
                        window.scene().getRoot().lookupAll(".cloud .button").stream()
                                .map(Button.class::cast)
                                .anyMatch(
                                        b ->
                                                "Connect to this machine"
                                                        .equals(b.getAccessibleText())));
        OnFx.run(
                () ->
                        window.scene().getRoot().lookupAll(".cloud .button").stream()
                                .map(Button.class::cast)
                                .filter(
                                        b ->
                                                "Connect to this machine"
                                                        .equals(b.getAccessibleText()))
                                .forEach(Button::fire));
        OnFx.await(() -> shown.size() == 2);
        assertThat(shown.getLast()).isSameAs(first);
        assertThat(text("#role")).isEqualTo("owner");
        assertThat(find("#initialise-heavy").isDisabled()).isFalse();
        assertThat(this.<Node>find(".idle .refusal")).isNull();
    }

    @Test
    void aFailedConnectionIsReportedAndTheShownCloudStays() throws Exception {
        openMenu();
        add("nowhere", "http://127.0.0.1:1", "");
        OnFx.await(() -> text("#cloud-message").contains("does not answer"));
        add("this machine", "http://127.0.0.1:1", "");
        OnFx.await(() -> text("#cloud-message").contains("is reserved"));
        add("office", "ftp://office", "");
        OnFx.await(() -> text("#cloud-message").contains("not a manager's address"));
        assertThat(shown).isEmpty();
    }

    @Test
    void aLostManagerIsReportedWithTheTimeOfTheShownState() throws Exception {
        openMenu();
        add("office", serving.url().toString(), viewer);
        OnFx.await(() -> shown.size() == 1);
        serving.close();
        OnFx.await(() -> text(".banner.fault").contains("has not answered since"));
        assertThat(text(".banner.fault")).contains("The state shown is from");
        shoot("lost");
    }

    @Test
    void onlyItsOwnerCanReadASavedToken() throws Exception {
        assertThat(answer(told -> clouds.save("office", "https://office:1", "secret", "", told)))
                .isEmpty();
        assertThat(Files.getPosixFilePermissions(finder.savedFile())).hasSize(2);
        CompletableFuture<List<CloudMenu.Entry>> entries = new CompletableFuture<>();
        clouds.entries(entries::complete, failed -> {});
        assertThat(entries.get(10, TimeUnit.SECONDS))
                .noneMatch(entry -> entry.toString().contains("secret"));
        assertThat(answer(told -> clouds.forget("office", told))).isEmpty();
        assertThat(answer(told -> clouds.forget("office", told))).contains("no saved cloud");
    }

    private static String answer(Consumer<Consumer<String>> question) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        question.accept(answer::complete);
        return answer.get(10, TimeUnit.SECONDS);
    }
}

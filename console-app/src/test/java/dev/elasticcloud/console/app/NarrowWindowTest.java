package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.junit.jupiter.api.Test;

/// What has to fit into the smallest window that most people have.
class NarrowWindowTest {

    private static final int WIDTH = 1024;
    private static final int HEIGHT = 700;

    private static ConsoleWindow shown(String screen) throws Exception {
        FakeCloud cloud = new FakeCloud(SampleClouds.busy());
        ConsoleWindow window = OnFx.get(() -> new ConsoleWindow(cloud, WIDTH, HEIGHT));
        OnFx.run(() -> window.go(screen));
        OnFx.await(window::isQuiet);
        OnFx.run(() -> WindowCamera.lay(window.scene(), WIDTH, HEIGHT));
        return window;
    }

    private static void assertOnOneLine(ConsoleWindow window, String parent) throws Exception {
        List<Double> middles =
                OnFx.get(
                        () ->
                                ((Parent) window.scene().lookup(parent))
                                        .getChildrenUnmodifiable().stream()
                                                .filter(Node::isManaged)
                                                .map(
                                                        node ->
                                                                node.localToScene(
                                                                        node.getLayoutBounds()))
                                                .map(Bounds::getCenterY)
                                                .toList());
        assertThat(middles).hasSizeGreaterThan(4);
        assertThat(middles)
                .allSatisfy(y -> assertThat(Math.abs(y - middles.getFirst())).isLessThan(8));
    }

    @Test
    void theControlsOfTheEventsAreOnOneLine() throws Exception {
        ConsoleWindow window = shown("Events");
        assertOnOneLine(window, ".events .screen-header .top > FlowPane");
        OnFx.run(window::close);
    }

    @Test
    void theLegendOfTheOverviewIsOnOneLine() throws Exception {
        ConsoleWindow window = shown("Overview");
        assertOnOneLine(window, ".overview .legend");
        OnFx.run(window::close);
    }

    @Test
    void nothingOnTheScreenInitialiseIsCut() throws Exception {
        ConsoleWindow window = shown("Initialise");
        List<String> cut = new ArrayList<>();
        OnFx.run(() -> OnFx.collectCut(window.scene().lookup(".initialise"), cut));
        assertThat(cut).isEmpty();
        OnFx.run(window::close);
    }
}

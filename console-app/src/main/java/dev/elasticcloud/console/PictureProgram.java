package dev.elasticcloud.console;

import dev.elasticcloud.console.app.LiveConsole;
import dev.elasticcloud.console.app.Shots;
import dev.elasticcloud.console.sample.SampleState;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Function;

/// Takes the pictures of `cloud shots`, with the shipped pods and without a display.
final class PictureProgram {

    private final CloudOpener clouds;

    PictureProgram(CloudOpener clouds) {
        this.clouds = clouds;
    }

    int run(Path out, List<String> screens, List<String> sizes, List<String> states) {
        // A picture must not depend on the machine. JavaFX reads these settings when it starts.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        // A cached background may be painted a shade apart from a fresh one.
        System.setProperty("prism.disableRegionCaching", "true");
        List<SampleState> wanted =
                states.stream()
                        .map(word -> named(word, SampleState.values(), SampleState::word, "state"))
                        .toList();
        List<Path> taken = new ArrayList<>();
        Shots shots = new Shots(clouds.pods(), taken::add);
        LiveConsole.whileJavaFxRuns(
                () -> {
                    String[] known = shots.screens().toArray(String[]::new);
                    List<String> named =
                            screens.stream()
                                    .map(word -> named(word, known, Function.identity(), "screen"))
                                    .toList();
                    shots.take(
                            new Shots.Wish(
                                    out,
                                    named,
                                    sizes.stream().map(PictureProgram::size).toList(),
                                    wanted));
                });
        System.out.printf("%d pictures are in %s%n", taken.size(), out);
        return 0;
    }

    private static Shots.Size size(String text) {
        String[] parts = text.split("x", 2);
        return new Shots.Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    private static <T> T named(String word, T[] all, Function<T, String> name, String what) {
        Optional<T> found =
                Arrays.stream(all)
                        .filter(one -> name.apply(one).equalsIgnoreCase(word))
                        .findFirst();
        return found.orElseThrow(
                () ->
                        new CloudException(
                                ErrorCode.INVALID,
                                "There is no %s '%s': choose from %s"
                                        .formatted(
                                                what,
                                                word,
                                                String.join(
                                                        ", ",
                                                        Arrays.stream(all).map(name).toList()))));
    }
}

package dev.elasticcloud.console.cli.command.program;

import dev.elasticcloud.console.cli.session.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cloud shots`.
@Command(
        name = "shots",
        mixinStandardHelpOptions = true,
        description = {
            "Takes pictures of the console's screens, dark and light, without a display.",
            "They show sample clouds generated from a fixed seed and a fixed moment, so that the"
                    + " same version gives the same pictures."
        },
        footer = {
            "  cloud shots --out shots",
            "  cloud shots --screens Overview,Nodes --sizes 1024x700 --states normal"
        })
public final class ShotsCommand implements Callable<Integer> {

    private final Programs programs;

    @Spec @Nullable CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder for the pictures; default: ${DEFAULT-VALUE}.")
    Path out = Path.of("shots");

    @Option(
            names = "--screens",
            split = ",",
            paramLabel = "NAME,...",
            description = "Only these screens; default: all.")
    List<String> screens = List.of();

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "WxH,...",
            description = "The pictures' sizes; default: 1280x800,1920x1080.")
    List<String> sizes = List.of("1280x800", "1920x1080");

    @Option(
            names = "--states",
            split = ",",
            paramLabel = "NAME,...",
            description = "Only these of empty, normal, large, disconnected, error; default: all.")
    List<String> states = List.of("empty", "normal", "large", "disconnected", "error");

    public ShotsCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() {
        for (String size : sizes) {
            if (!size.matches("[1-9][0-9]{2,3}x[1-9][0-9]{2,3}")) {
                throw wrong(
                        "--sizes takes widths and heights such as 1280x800, not '%s'"
                                .formatted(size));
            }
        }
        return programs.shots(out, screens, sizes, states);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}

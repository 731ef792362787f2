package dev.elasticcloud.console.cli.command.pod;

import dev.elasticcloud.console.cli.session.CommandGroup;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.LazyCommands;
import dev.elasticcloud.manager.PodFiles;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cloud scaling …`: the rules that set a pod's node count, in the syntax of `pod.yaml`.
public final class ScalingCommands {

    private static final Pattern STEP = Pattern.compile("(\\d+)(%?)/(\\S+)");

    private ScalingCommands() {}

    public static CommandLine scaling(CommandSession session) {
        return new LazyCommands()
                .with(
                        "show",
                        () ->
                                CommandGroup.verb(
                                        new Show(session),
                                        "show",
                                        "Shows a pod's scaling rules and how fast its node count"
                                                + " may change, in the syntax of pod.yaml.",
                                        "  cloud scaling show light",
                                        "  cloud scaling show light > rules.yaml"))
                .with("set", () -> new Set(session))
                .with(
                        "reset",
                        () ->
                                CommandGroup.verb(
                                        new PodChangeCommand(
                                                session,
                                                pod ->
                                                        new Command.SetScaling(
                                                                pod, Scaling.DEFAULT)),
                                        "reset",
                                        "Resets a pod's scaling rules to the defaults.",
                                        "  cloud scaling reset light"))
                .fill(
                        CommandGroup.of(
                                "scaling",
                                "Sets the rules for a pod's node count, and how fast it may"
                                        + " change.",
                                "  cloud scaling show light",
                                "  cloud scaling set light --rule target,percent=60 --dry-run",
                                "  cloud scaling reset light"),
                        session.words());
    }

    @CommandLine.Command(mixinStandardHelpOptions = true)
    private static final class Show implements Callable<Integer> {

        private final CommandSession session;

        @Parameters(paramLabel = "POD", description = "The pod's name.")
        String pod = "";

        Show(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Scaling scaling = session.pod(pod).spec().elasticity().scaling();
            if (session.isJson()) {
                session.json(PodFiles.scalingAsMap(scaling));
            } else {
                session.out().print(PodFiles.writeScaling(scaling));
            }
            session.out().flush();
            return 0;
        }
    }

    @CommandLine.Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = {
                "Sets the scaling rules of a pod; the rule that recommends the most nodes"
                        + " wins.",
                "",
                "A RULE is band, target, concurrency, forecast or schedule, followed by its"
                        + " settings, or a mapping as in pod.yaml. The rules given replace all others."
                        + " A PACE is steps of nodes or percent per time, with max, min or disabled to"
                        + " choose among them, and calm=TIME. Omitted settings keep their values."
            },
            footer = {
                "  cloud scaling set light --rule concurrency --rule target,percent=60,of=cpu",
                "  cloud scaling set light --rule band,window=5s --dry-run",
                "  cloud scaling set light --up 4/5s,100%%/5s --down min,1/10s,calm=30s",
                "  cloud scaling set light --from rules.yaml"
            })
    private static final class Set extends ChangeCommand.OfPod {

        @Option(
                names = "--rule",
                paramLabel = "RULE",
                description = "A rule; repeat the option for each.")
        List<String> rules = new ArrayList<>();

        @Option(
                names = "--up",
                paramLabel = "PACE",
                description = "How fast the node count may grow.")
        @Nullable String up;

        @Option(
                names = "--down",
                paramLabel = "PACE",
                description =
                        "How fast the node count may shrink; calm is the stabilisation window, the cooldown.")
        @Nullable String down;

        @Option(
                names = "--from",
                paramLabel = "FILE",
                description = "A file with rules, up and down as in pod.yaml.")
        @Nullable Path from;

        Set(CommandSession session) {
            super(session);
        }

        @Override
        Command command(CloudManager cloud) {
            PodStatus status = session.pod(pod);
            Scaling scaling = status.spec().elasticity().scaling();
            String words = words();
            if (from == null && words.isEmpty()) {
                throw new CloudException(
                        ErrorCode.INVALID, "Nothing to set: give --rule, --up, --down or --from");
            }
            if (from != null) {
                scaling = PodFiles.readScaling(from.toString(), content(from), scaling);
            }
            if (!words.isEmpty()) {
                scaling = PodFiles.readScaling("the options", words, scaling);
            }
            return new Command.SetScaling(status.name(), scaling);
        }

        private static String content(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new CloudException(
                        ErrorCode.INVALID, FileFailure.sentence(file, "be read", e), e);
            }
        }

        /// The options in the syntax of pod.yaml.
        private String words() {
            StringBuilder words = new StringBuilder();
            if (!rules.isEmpty()) {
                words.append("rules:\n");
                rules.forEach(rule -> words.append("- ").append(rule(rule)).append('\n'));
            }
            if (up != null) {
                words.append("up: ").append(pace(up)).append('\n');
            }
            if (down != null) {
                words.append("down: ").append(pace(down)).append('\n');
            }
            return words.toString();
        }

        private static String rule(String text) {
            if (text.startsWith("{")) {
                return text;
            }
            List<String> parts = List.of(text.split(",", -1));
            StringBuilder rule = new StringBuilder("{kind: ").append(parts.getFirst());
            for (String setting : parts.subList(1, parts.size())) {
                rule.append(", ").append(setting(setting, "--rule " + text));
            }
            return rule.append('}').toString();
        }

        private static String setting(String text, String where) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new CloudException(
                        ErrorCode.INVALID,
                        "'%s' in %s is not a setting: write name=value".formatted(text, where));
            }
            return text.substring(0, equals) + ": " + text.substring(equals + 1);
        }

        private static String pace(String text) {
            if (text.startsWith("{")) {
                return text;
            }
            List<String> settings = new ArrayList<>();
            List<String> steps = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                Matcher step = STEP.matcher(part);
                if (step.matches()) {
                    String unit = step.group(2).isEmpty() ? "nodes" : "percent";
                    steps.add("{%s: %s, period: %s}".formatted(unit, step.group(1), step.group(3)));
                } else if (part.contains("=")) {
                    settings.add(setting(part, text));
                } else {
                    settings.add("select: " + part);
                }
            }
            if (!steps.isEmpty()) {
                settings.add("steps: [" + String.join(", ", steps) + "]");
            }
            return "{" + String.join(", ", settings) + "}";
        }
    }
}

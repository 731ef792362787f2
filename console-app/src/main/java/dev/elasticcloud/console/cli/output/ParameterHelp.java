package dev.elasticcloud.console.cli.output;

import dev.elasticcloud.manager.model.spec.JobParameter;
import dev.elasticcloud.manager.model.spec.JobProgram;
import java.util.stream.Collectors;

/// Describes the parameters of a pod's job, as its pod.yaml declares them.
public final class ParameterHelp {

    private static final int LONGEST_DEFAULT = 40;

    private static final Table<JobParameter> PARAMETERS =
            Table.<JobParameter>empty()
                    .with("PARAMETER", "name", JobParameter::name)
                    .words("TAKES", ParameterHelp::range)
                    .words("DEFAULT", ParameterHelp::fallback)
                    .words("WHAT IT DOES", JobParameter::help);

    private ParameterHelp() {}

    static String names(JobProgram job) {
        return job.parameters().isEmpty()
                ? "none"
                : job.parameters().stream()
                        .map(p -> p.name() + " (" + range(p) + ")")
                        .collect(Collectors.joining(", "));
    }

    public static String of(JobProgram job) {
        return job.parameters().isEmpty()
                ? "It takes no parameters."
                : PARAMETERS.render(job.parameters(), false);
    }

    private static String range(JobParameter parameter) {
        return switch (parameter) {
            case JobParameter.Text text -> "text up to %d".formatted(text.maxLength());
            case JobParameter.Whole whole -> "%d to %d".formatted(whole.min(), whole.max());
            case JobParameter.Real real -> "%s to %s".formatted(real.min(), real.max());
            case JobParameter.Choice choice -> String.join("|", choice.choices());
            case JobParameter.File file -> "@FILE up to %d kB".formatted(file.maxBytes() / 1000);
        };
    }

    private static String fallback(JobParameter parameter) {
        return parameter.defaultValue().isEmpty()
                ? Formats.UNKNOWN
                : Formats.atMost(LONGEST_DEFAULT, parameter.defaultValue());
    }
}

package dev.elasticcloud.console.cli.session;

import dev.elasticcloud.console.clouds.CloudFinder;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The options of every command that uses a cloud: which cloud, and the output format.
public final class SharedOptions {

    /// The format of the output.
    public enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "The manager's address; also CLOUD_URL.")
    String url = "";

    @Option(
            names = "--token",
            scope = ScopeType.INHERIT,
            paramLabel = "TOKEN",
            description = {
                "The access token; '-' reads it from standard input.",
                "Others on this machine can see a command line: prefer CLOUD_TOKEN or a saved"
                        + " cloud."
            })
    String token = "";

    @Option(
            names = "--certificate",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description =
                    "The manager's certificate, if this machine does not trust it already; also"
                            + " CLOUD_CERTIFICATE.")
    String certificate = "";

    @Option(
            names = "--context",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "A saved cloud, or 'local'; also CLOUD_CONTEXT.")
    String context = "";

    @Option(
            names = "--data",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description =
                    "Where this machine's cloud keeps its store; default: the user's data folder.")
    String data = "";

    @Option(
            names = "--cloud",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description =
                    "The name of a cloud on this machine; also CLOUD_NAME; default: 'default'. Several"
                            + " people can each have a cloud on one Docker Engine.")
    String cloud = "";

    @Option(
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            description = "The format of the output: table or json.")
    Format output = Format.TABLE;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print names only, and no hints.")
    public boolean quiet;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "No colours; also NO_COLOR.")
    boolean noColor;

    /// Which cloud the options name.
    ///
    /// @throws CloudException with [ErrorCode#INVALID] when they name two
    public CloudFinder.Selection selection(String givenToken) {
        String other =
                !url.isEmpty()
                        ? "--url"
                        : context.isEmpty() || context.equals(CloudFinder.Selection.LOCAL)
                                ? ""
                                : "--context";
        String here = !cloud.isEmpty() ? "--cloud" : data.isEmpty() ? "" : "--data";
        if (!here.isEmpty() && !other.isEmpty()) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "%s names a cloud of this machine and %s another: leave one of them out"
                            .formatted(here, other));
        }
        return new CloudFinder.Selection(url, givenToken, certificate, context, data, cloud);
    }
}

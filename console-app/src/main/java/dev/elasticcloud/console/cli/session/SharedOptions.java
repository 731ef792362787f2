package dev.elasticcloud.console.cli.session;

import dev.elasticcloud.console.clouds.CloudFinder;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// What every command that asks a cloud can be told: which cloud, and how to answer.
public final class SharedOptions {

    /// How data is written.
    public enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "Where the manager answers; also CLOUD_URL.")
    String url = "";

    @Option(
            names = "--token",
            scope = ScopeType.INHERIT,
            paramLabel = "TOKEN",
            description = {
                "What proves who asks; '-' reads it from standard input.",
                "Others on this machine see what is on a command line: prefer CLOUD_TOKEN or a"
                        + " saved",
                "cloud."
            })
    String token = "";

    @Option(
            names = "--certificate",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description =
                    "The manager's certificate, when it is not one that this machine trusts; also"
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
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            description = "How data is written: table or json.")
    Format output = Format.TABLE;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Names alone, no hints.")
    public boolean quiet;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "No colours; also NO_COLOR.")
    boolean noColor;

    public CloudFinder.Selection selection(String givenToken) {
        return new CloudFinder.Selection(url, givenToken, certificate, context, data);
    }
}

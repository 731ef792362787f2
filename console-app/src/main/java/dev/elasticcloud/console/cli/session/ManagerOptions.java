package dev.elasticcloud.console.cli.session;

import dev.elasticcloud.console.clouds.LocalCloud;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of a manager in this process, with a window or without one.
public final class ManagerOptions {

    @Option(names = "--simulated", description = "Use a simulated cloud in memory, without Docker.")
    boolean simulated;

    @Option(names = "--yes", description = "Install what is missing (done by the launcher).")
    boolean yes;

    @Mixin final PublishOptions published = new PublishOptions();

    /// What these options say of a cloud.
    public Programs.Hosted hosted(LocalCloud cloud) {
        return published.hosted(cloud, simulated);
    }
}

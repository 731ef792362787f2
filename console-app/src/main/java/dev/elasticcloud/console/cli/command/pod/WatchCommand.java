package dev.elasticcloud.console.cli.command.pod;

import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.RefreshLoop;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/// A command that shows a part of the cloud once, or with `--watch` again after each change.
abstract class WatchCommand implements Callable<Integer> {

    final CommandSession session;

    @Option(
            names = {"-w", "--watch"},
            description = "Show it again after each change.")
    boolean watch;

    WatchCommand(CommandSession session) {
        this.session = session;
    }

    abstract void show(CloudSnapshot snapshot);

    /// An additional message when it is shown once; may be empty.
    String hint(CloudSnapshot snapshot) {
        return "";
    }

    @Override
    public Integer call() {
        if (watch) {
            return RefreshLoop.run(session, this::show);
        }
        CloudSnapshot snapshot = session.cloud().snapshot();
        show(snapshot);
        if (!hint(snapshot).isEmpty()) {
            session.hint(hint(snapshot));
        }
        return 0;
    }
}
